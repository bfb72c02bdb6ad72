package dev.kindling.train.engine.onednn.sequence;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.memory;

/** A matrix in the type and order that a product likes. */
final class Packed implements AutoCloseable {
  private final dnnl_stream stream;
  private Optional<Place> place = Optional.empty();
  private boolean fresh;

  private record Place(memory.desc from, Slab slab, Operand packed, Copy copy)
      implements AutoCloseable {
    @Override
    public void close() {
      copy.close();
      slab.close();
    }
  }

  Packed(dnnl_stream stream) {
    this.stream = stream;
  }

  /** Says that the matrix has changed. */
  void outdate() {
    fresh = false;
  }

  /** The matrix as that product wants it; valid until the next call. */
  Operand of(Operand matrix, Product product) {
    Place fit = place(matrix.desc(), product.right());
    if (!fresh) {
      fit.copy().run(matrix, fit.packed());
      fresh = true;
    }
    return fit.packed();
  }

  private Place place(memory.desc from, memory.desc to) {
    if (place.isPresent()
        && place.get().packed().desc().equals(to)
        && place.get().from().equals(from)) {
      return place.get();
    }
    close();
    Slab slab = Slab.of(to);
    Operand packed = slab.operand(0, new memory.desc(to.data()));
    Place other = new Place(from, slab, packed, new Copy(from, to, stream));
    place = Optional.of(other);
    fresh = false;
    return other;
  }

  @Override
  public void close() {
    place.ifPresent(Place::close);
    place = Optional.empty();
  }
}
