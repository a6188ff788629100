package io.hyperparameter.examples.xgboost;

import io.hyperparameter.examples.xgboost.XGBoostMain.Matrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** The digits of the other examples as XGBoost wants them, in an order that is always the same. */
final class Digits {
  static final int CLASSES = 10;

  private static final String RESOURCE = "/io/hyperparameter/examples/digits/digits.csv.gz";
  private static final long ORDER_SEED = 1998;

  /** Pixels, and then the digit they show. */
  private final List<float[]> rows;

  private Digits(List<float[]> rows) {
    this.rows = rows;
  }

  static Digits load() {
    List<float[]> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(Digits.class.getResourceAsStream(RESOURCE), RESOURCE)),
                StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split(",", -1);
        float[] row = new float[columns.length];
        for (int i = 0; i < row.length; i++) {
          row[i] = Float.parseFloat(columns[i]);
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    Collections.shuffle(rows, new Random(ORDER_SEED));
    return new Digits(rows);
  }

  int size() {
    return rows.size();
  }

  int label(int i) {
    float[] row = rows.get(i);
    return (int) row[row.length - 1];
  }

  Matrix matrix(int from, int to) throws XGBoostError {
    int pixels = rows.get(0).length - 1;
    float[] values = new float[(to - from) * pixels];
    float[] labels = new float[to - from];
    for (int i = from; i < to; i++) {
      System.arraycopy(rows.get(i), 0, values, (i - from) * pixels, pixels);
      labels[i - from] = label(i);
    }
    DMatrix data = new DMatrix(values, to - from, pixels, Float.NaN);
    data.setLabel(labels);
    return new Matrix(data);
  }
}
