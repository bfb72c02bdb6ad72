package dev.kindling.train.engine.onednn.sequence;

/**
 * What an LSTM does element by element in one step. Gates lie {@code [rows, 4 * features]}, by gate
 * in the order g, f, o, i; all else {@code [rows, features]}.
 *
 * @param features of the layer's output
 */
record Gates(int features) {
  /**
   * Forward for some rows.
   *
   * @param gates in: before their functions; out: after
   * @param before c of the step before
   * @param cells written: c
   * @param curved written: tanh(c)
   * @param outputs written: h
   */
  void forward(
      int fromRow,
      int toRow,
      float[] gates,
      float[] before,
      float[] cells,
      float[] curved,
      float[] outputs) {
    for (int row = fromRow; row < toRow; row++) {
      int gate = row * 4 * features;
      int own = row * features;
      Curves.tanh(gates, gate, gate + features);
      Curves.logistic(gates, gate + features, gate + 4 * features);
      cells(gates, gate, before, cells, own);
      Curves.tanh(cells, curved, own, own + features);
      outputs(gates, gate + 2 * features, curved, outputs, own);
    }
  }

  private void cells(float[] gates, int gate, float[] before, float[] cells, int own) {
    int forget = gate + features;
    int input = gate + 3 * features;
    for (int i = 0; i < features; i++) {
      cells[own + i] = gates[forget + i] * before[own + i] + gates[input + i] * gates[gate + i];
    }
  }

  private void outputs(float[] gates, int output, float[] curved, float[] outputs, int own) {
    for (int i = 0; i < features; i++) {
      outputs[own + i] = gates[output + i] * curved[own + i];
    }
  }

  /**
   * Backward for some rows.
   *
   * @param gates as forward left them
   * @param before c of the step before
   * @param curved as forward left it
   * @param slopes the gradient by h
   * @param cellSlopes in: the gradient by c that came from the step after; out: by c of the step
   *     before
   * @param gateSlopes written: the gradient by the gates before their functions
   */
  void backward(
      int fromRow,
      int toRow,
      float[] gates,
      float[] before,
      float[] curved,
      float[] slopes,
      float[] cellSlopes,
      float[] gateSlopes) {
    for (int row = fromRow; row < toRow; row++) {
      int gate = row * 4 * features;
      int own = row * features;
      outputGate(gates, gate + 2 * features, curved, slopes, gateSlopes, own);
      throughOutput(gates, gate + 2 * features, curved, slopes, cellSlopes, own);
      candidate(gates, gate, cellSlopes, gateSlopes, own);
      forgetGate(gates, gate + features, before, cellSlopes, gateSlopes, own);
      inputGate(gates, gate, cellSlopes, gateSlopes, own);
      throughForget(gates, gate + features, cellSlopes, own);
    }
  }

  private void outputGate(
      float[] gates, int output, float[] curved, float[] slopes, float[] gateSlopes, int own) {
    for (int i = 0; i < features; i++) {
      float o = gates[output + i];
      gateSlopes[output + i] = slopes[own + i] * curved[own + i] * o * (1 - o);
    }
  }

  private void throughOutput(
      float[] gates, int output, float[] curved, float[] slopes, float[] cellSlopes, int own) {
    for (int i = 0; i < features; i++) {
      float tangent = curved[own + i];
      cellSlopes[own + i] += slopes[own + i] * gates[output + i] * (1 - tangent * tangent);
    }
  }

  private void candidate(float[] gates, int gate, float[] cellSlopes, float[] gateSlopes, int own) {
    int input = gate + 3 * features;
    for (int i = 0; i < features; i++) {
      float g = gates[gate + i];
      gateSlopes[gate + i] = cellSlopes[own + i] * gates[input + i] * (1 - g * g);
    }
  }

  private void forgetGate(
      float[] gates, int forget, float[] before, float[] cellSlopes, float[] gateSlopes, int own) {
    for (int i = 0; i < features; i++) {
      float f = gates[forget + i];
      gateSlopes[forget + i] = cellSlopes[own + i] * before[own + i] * f * (1 - f);
    }
  }

  private void inputGate(float[] gates, int gate, float[] cellSlopes, float[] gateSlopes, int own) {
    int input = gate + 3 * features;
    for (int i = 0; i < features; i++) {
      float in = gates[input + i];
      gateSlopes[input + i] = cellSlopes[own + i] * gates[gate + i] * in * (1 - in);
    }
  }

  private void throughForget(float[] gates, int forget, float[] cellSlopes, int own) {
    for (int i = 0; i < features; i++) {
      cellSlopes[own + i] *= gates[forget + i];
    }
  }
}
