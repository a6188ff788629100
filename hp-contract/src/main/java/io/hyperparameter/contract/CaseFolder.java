package io.hyperparameter.contract;

import java.util.List;

/**
 * Everything one folder of case files holds.
 *
 * @param name where it is from
 * @param cases the cases, in the order of the files
 * @param vectors the hash vectors
 */
public record CaseFolder(String name, List<ConformanceCase> cases, List<HashVector> vectors) {

  /** Copies the lists. */
  public CaseFolder {
    cases = List.copyOf(cases);
    vectors = List.copyOf(vectors);
  }
}
