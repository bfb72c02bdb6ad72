package dev.kindling.augment.kernel;

import com.aparapi.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.bcel.Const;
import org.apache.bcel.classfile.ClassParser;
import org.apache.bcel.classfile.Field;
import org.apache.bcel.classfile.JavaClass;
import org.apache.bcel.classfile.LocalVariable;
import org.apache.bcel.classfile.Method;
import org.apache.bcel.generic.ConstantPoolGen;
import org.apache.bcel.generic.Instruction;
import org.apache.bcel.generic.InstructionHandle;
import org.apache.bcel.generic.InstructionList;
import org.apache.bcel.generic.InvokeInstruction;

/**
 * What Aparapi cannot translate, found in a kernel's byte code before it takes a JVM down: see the
 * package's description.
 */
final class KernelRules {
  private static final Set<String> ARRAYS = Set.of("[B", "[S", "[C", "[I", "[J", "[F");
  private static final Set<String> SCALARS = Set.of("I", "J", "F", "D");
  private static final Set<String> RESERVED =
      Set.of("kernel", "global", "local", "half", "constant", "private");
  private static final Set<Short> FORBIDDEN =
      Set.of(
          Const.TABLESWITCH,
          Const.LOOKUPSWITCH,
          Const.ATHROW,
          Const.NEW,
          Const.ANEWARRAY,
          Const.INVOKEINTERFACE,
          Const.INVOKEDYNAMIC,
          Const.CHECKCAST,
          Const.INSTANCEOF,
          Const.MONITORENTER,
          Const.PUTFIELD,
          Const.PUTSTATIC,
          Const.FREM,
          Const.DREM);

  private KernelRules() {}

  /** A sentence for each breach. */
  static List<String> breaches(Class<? extends Kernel> kernel) {
    JavaClass parsed = parsed(kernel);
    List<String> breaches = new ArrayList<>();
    if (kernel.getEnclosingClass() != null) {
      breaches.add(kernel.getName() + " is not a top-level class");
    }
    for (Field field : parsed.getFields()) {
      String type = field.getSignature();
      if (!field.isStatic() && !ARRAYS.contains(type) && !SCALARS.contains(type)) {
        breaches.add("field %s has type %s".formatted(field.getName(), type));
      }
    }
    ConstantPoolGen constants = new ConstantPoolGen(parsed.getConstantPool());
    for (Method method : parsed.getMethods()) {
      if (method.getCode() != null && !method.getName().startsWith("<")) {
        breaches.addAll(breaches(method, constants, parsed));
      }
    }
    return breaches;
  }

  private static List<String> breaches(Method method, ConstantPoolGen constants, JavaClass kernel) {
    List<String> breaches = new ArrayList<>();
    for (InstructionHandle handle : new InstructionList(method.getCode().getCode())) {
      Instruction instruction = handle.getInstruction();
      if (FORBIDDEN.contains(instruction.getOpcode())) {
        breaches.add("%s has %s".formatted(method.getName(), instruction.getName()));
      }
      if (instruction instanceof InvokeInstruction call) {
        String owner = call.getReferenceType(constants).toString();
        if (!Set.of(kernel.getClassName(), Kernel.class.getName(), "java.lang.Math")
            .contains(owner)) {
          breaches.add("%s calls %s".formatted(method.getName(), owner));
        }
      }
    }
    if (method.getCode().getExceptionTable().length > 0) {
      breaches.add(method.getName() + " catches exceptions");
    }
    for (LocalVariable local : method.getLocalVariableTable().getLocalVariableTable()) {
      if (RESERVED.contains(local.getName())) {
        breaches.add(
            "%s has a local called %s, a word of OpenCL C"
                .formatted(method.getName(), local.getName()));
      }
    }
    return breaches;
  }

  private static JavaClass parsed(Class<?> type) {
    String file = type.getSimpleName() + ".class";
    try (InputStream bytes = type.getResourceAsStream(file)) {
      return new ClassParser(bytes, file).parse();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
