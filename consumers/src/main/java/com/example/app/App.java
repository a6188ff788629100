package com.example.app;

import io.hyperparameter.Backend;
import io.hyperparameter.DoubleParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.index.ParamIndex;

/** A user's program: it uses what a packaging can break, and prints one line that tests compare. */
public final class App {
  static final DoubleParam RATE = Param.ofDouble("app.rate", 0.001, "step size");

  private App() {}

  /** The default of {@code units} is a hyperparameter, by the code that the processor writes. */
  @AutoParam("app")
  static int size(@Default("4") int units) {
    return units;
  }

  /** Prints what it read, whose storage it was, and how many parameters the index lists. */
  public static void main(String[] args) throws InterruptedException {
    StringBuilder read = new StringBuilder();
    read.append("rate ").append(RATE.get());
    // a key beyond ASCII is hashed by the library that hp-api carries
    try (ParamScope scope = ParamScope.of("app.größe", 7L).with("app.rate", 0.01).enter()) {
      read.append(", then ").append(RATE.get());
      scope.put("app.units", 5L);
      read.append(", units ").append(AppAutoParam.size());
      read.append(", größe ").append(scope.getLong("app.größe"));
      ParamScope.frozen();
    }
    double[] seen = new double[1];
    Thread thread = new Thread(() -> seen[0] = RATE.get());
    thread.start();
    thread.join();
    read.append(", in a thread ").append(seen[0]);
    read.append(", indexed ").append(ParamIndex.load().entries().size());
    System.out.println(read.toString().replace("ö", "oe").replace("ß", "ss"));
    System.out.println("backend " + Backend.current().name());
  }
}
