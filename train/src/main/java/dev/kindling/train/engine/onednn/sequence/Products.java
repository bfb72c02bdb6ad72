package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.onednn.OneDnn;
import dev.kindling.train.engine.onednn.sequence.Product.Form;
import dev.kindling.train.engine.onednn.sequence.Product.Kind;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/** The matrix products that were used last; a few windows of different length share one cache. */
final class Products implements AutoCloseable {
  /** More than three windows of a deep model need. */
  private static final int KEPT = 128;

  private final memory.data_type type;
  private final stream stream = new stream(OneDnn.cpu());
  private final dnnl_stream streamHandle = stream.get();
  private final Map<Kind, Product> products = new LinkedHashMap<>(16, 0.75f, true);

  /** Products of factors of a type. */
  Products(memory.data_type type) {
    this.type = type;
  }

  memory.data_type type() {
    return type;
  }

  dnnl_stream stream() {
    return streamHandle;
  }

  /** {@code [rows, inner] x [inner, columns]}. */
  Product of(Form form, long rows, long inner, long columns) {
    return of(form, rows, inner, columns, 1);
  }

  /** {@code scale * [rows, inner] x [inner, columns]}. */
  Product of(Form form, long rows, long inner, long columns, float scale) {
    Kind kind = new Kind(type, form, rows, inner, columns, scale);
    Product product = products.get(kind);
    if (product == null) {
      product = new Product(kind, streamHandle);
      products.put(kind, product);
      dropOldest();
    }
    return product;
  }

  private void dropOldest() {
    if (products.size() > KEPT) {
      Iterator<Product> oldestFirst = products.values().iterator();
      oldestFirst.next().close();
      oldestFirst.remove();
    }
  }

  @Override
  public void close() {
    products.values().forEach(Product::close);
    products.clear();
    stream.deallocate();
  }
}
