package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Libraries that never heard of this one, as Maven Central has them. */
class PublishedJarsTest {
  private static ParamEntry only(Parameters all, String key) {
    List<Found> found = all.byKey().get(key);
    assertEquals(1, found == null ? 0 : found.size(), key);
    return found.get(0).entry();
  }

  @Test
  void configFieldsOfTribuoAreParametersInheritedOnesToo() {
    Parameters all =
        Scan.of(
            List.of(
                Jars.published("tribuo-classification-tree"),
                Jars.published("tribuo-common-tree")));
    assertEquals(List.of(), all.notes());
    ParamEntry depth = only(all, "CARTClassificationTrainer.maxDepth");
    assertEquals("int", depth.type());
    assertEquals("2147483647", depth.defaultValue()); // handed up through two constructors
    assertEquals("The maximum depth of the tree.", depth.description());
    assertEquals("5", only(all, "CARTClassificationTrainer.minChildWeight").defaultValue());
    assertEquals("12345", only(all, "CARTClassificationTrainer.seed").defaultValue());
    assertEquals(
        "false", only(all, "CARTClassificationTrainer.useRandomSplitPoints").defaultValue());
    assertTrue(all.all().stream().allMatch(found -> found.source().equals("Tribuo")));
  }

  @Test
  void fieldsOfASuperclassThatIsNotThereAreUnknown() {
    Parameters alone = Scan.of(List.of(Jars.published("tribuo-classification-tree")));
    assertTrue(alone.byKey().containsKey("CARTClassificationTrainer.impurity"));
    assertTrue(!alone.byKey().containsKey("CARTClassificationTrainer.maxDepth"));
  }

  @Test
  void paramsOfSparkAreParametersWithBoundsAndDefaults() {
    Parameters all = Scan.of(List.of(Jars.published("spark-mllib_2.13")));
    assertEquals(List.of(), all.notes());
    ParamEntry elastic = only(all, "LogisticRegression.elasticNetParam");
    assertEquals("double", elastic.type());
    assertEquals("0", elastic.defaultValue());
    assertEquals(new ParamBounds("0", false, "1", false, List.of()), elastic.bounds());
    ParamEntry iterations = only(all, "LogisticRegression.maxIter");
    assertEquals("int", iterations.type());
    assertEquals("100", iterations.defaultValue());
    assertEquals("maximum number of iterations (>= 0)", iterations.description());
    assertEquals("0", iterations.bounds().min());
    assertEquals("20", only(all, "KMeans.maxIter").defaultValue());
    assertEquals("2", only(all, "KMeans.k").defaultValue());
    assertEquals("boolean", only(all, "LogisticRegression.fitIntercept").type());
    assertTrue(only(all, "RandomForestClassifier.numTrees").line() > 0);
    assertTrue(!all.byKey().containsKey("LogisticRegressionModel.maxIter"));
  }

  @Test
  void aFileIsCheckedAgainstThem(@org.junit.jupiter.api.io.TempDir java.nio.file.Path dir)
      throws Exception {
    java.nio.file.Path file =
        java.nio.file.Files.writeString(
            dir.resolve("spark.toml"),
            "[LogisticRegression]\nelasticNetParam = 1.5\nmaxItr = 10\nregParam = \"big\"\n");
    Ran ran = Ran.hp("check", file, "--against", Jars.published("spark-mllib_2.13"));
    assertEquals(1, ran.code(), ran.out());
    assertTrue(
        ran.out().contains("spark.toml:2:19: LogisticRegression.elasticNetParam"), ran.out());
    assertTrue(ran.out().contains("did you mean \"LogisticRegression.maxIter\""), ran.out());
    assertTrue(ran.out().contains("regParam = \"big\"\n               ^"), ran.out());
    assertEquals("3 errors, 0 warnings\n", ran.err());
  }
}
