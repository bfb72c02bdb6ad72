package dev.kindling.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what: datablock, augment, train, jobs, each only those before it. */
@AnalyzeClasses(
    packages = "dev.kindling",
    importOptions = {ImportOption.DoNotIncludeTests.class, ModulesTest.NoTestJars.class})
class ModulesTest {
  private static final String DATABLOCK = "dev.kindling.datablock..";
  private static final String AUGMENT = "dev.kindling.augment..";
  private static final String TRAIN = "dev.kindling.train..";
  private static final String JOBS = "dev.kindling.jobs..";

  @ArchTest
  static final ArchRule datablockKnowsNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage(DATABLOCK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AUGMENT, TRAIN, JOBS);

  @ArchTest
  static final ArchRule augmentKnowsOnlyDatablock =
      noClasses()
          .that()
          .resideInAPackage(AUGMENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TRAIN, JOBS)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule trainDoesNotKnowJobs =
      noClasses()
          .that()
          .resideInAPackage(TRAIN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(JOBS);

  @ArchTest
  static final ArchRule sparkIsInTrainOnlyOnTheCluster =
      noClasses()
          .that()
          .resideInAnyPackage(AUGMENT, TRAIN)
          .and()
          .resideOutsideOfPackage("dev.kindling.train.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule networksAreInTrainOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage(TRAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..");

  @ArchTest
  static final ArchRule aparapiIsInKernelsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.kindling.augment.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.aparapi..");

  @ArchTest
  static final ArchRule randomnessHasASeed =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule nothingReadsJavaSerialization =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.deeplearning4j.util.ModelSerializer");

  @ArchTest
  static final ArchRule packagesOfJobsHaveNoCycles =
      slices().matching("dev.kindling.jobs.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfDatablockHaveNoCycles =
      slices().matching("dev.kindling.datablock.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatAModelIsKnowsNothingOfWhoTrainsIt =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.kindling.train.model..",
              "dev.kindling.train.optim..",
              "dev.kindling.train.engine..",
              "dev.kindling.train.archive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.kindling.train.loop..",
              "dev.kindling.train.callback..",
              "dev.kindling.train.evaluate..",
              "dev.kindling.train.cluster..");

  /** Leaves out the test classes of other modules, which come in a jar. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
