package io.hyperparameter.tool;

import java.io.IOException;

/** A program without the library. */
final class IdleMain {
  private IdleMain() {}

  public static void main(String[] args) throws IOException {
    stay();
  }

  /** Says "ready" and stays until the input ends. */
  static void stay() throws IOException {
    System.out.println("ready");
    while (System.in.read() >= 0) {}
  }
}
