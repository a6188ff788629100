package io.hyperparameter.examples.digits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Handwritten digits of 8x8 pixels; where they come from stands in {@code ATTRIBUTION.md}. */
final class Digits {
  static final int WIDTH = 8;
  static final int PIXELS = WIDTH * WIDTH;
  static final int CLASSES = 10;

  /** The number of digits that {@link #split} leaves to train on. */
  static final int TRAINING_SIZE = 1438;

  private static final String RESOURCE = "digits.csv.gz";
  private static final double WHITEST = 16;

  /** Fixed, whatever train.seed is: every run is judged by the same digits. */
  private static final long SPLIT_SEED = 1998;

  /** Digits to learn from, and digits held back to judge what was learned. */
  record Split(Digits training, Digits test) {}

  private final List<double[]> images;
  private final List<Integer> labels;

  private Digits(List<double[]> images, List<Integer> labels) {
    this.images = images;
    this.labels = labels;
  }

  int size() {
    return images.size();
  }

  /** The pixels of digit {@code i}, row by row, from 0 (empty) to 1. */
  double[] image(int i) {
    return images.get(i);
  }

  /** Which digit {@code i} shows: 0 to 9. */
  int label(int i) {
    return labels.get(i);
  }

  /** The digits in their original order. */
  static Digits load() {
    List<double[]> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    try (BufferedReader lines = open()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split(",", -1);
        double[] image = new double[PIXELS];
        for (int p = 0; p < PIXELS; p++) {
          image[p] = Integer.parseInt(columns[p]) / WHITEST;
        }
        images.add(image);
        labels.add(Integer.valueOf(columns[PIXELS]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return new Digits(images, labels);
  }

  /** Holds back a fifth: the same one every time, drawn from the whole set. */
  Split split() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(SPLIT_SEED));
    return new Split(
        pick(order.subList(0, TRAINING_SIZE)), pick(order.subList(TRAINING_SIZE, size())));
  }

  private Digits pick(List<Integer> chosen) {
    return new Digits(
        chosen.stream().map(images::get).toList(), chosen.stream().map(labels::get).toList());
  }

  private static BufferedReader open() throws IOException {
    InputStream packed = Digits.class.getResourceAsStream(RESOURCE);
    if (packed == null) {
      throw new IOException("it is missing beside " + Digits.class.getName());
    }
    return new BufferedReader(
        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII));
  }
}
