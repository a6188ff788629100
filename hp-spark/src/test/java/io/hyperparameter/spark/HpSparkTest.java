package io.hyperparameter.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.Bucketizer;
import org.apache.spark.ml.feature.StopWordsRemover;
import org.apache.spark.ml.feature.VectorAssembler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings into scopes, scopes into stages; no session is needed for either. */
class HpSparkTest {
  @Test
  void settingsBecomeParameters() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.hyperparameter.train.lr", "0.1")
            .set("spark.hyperparameter.model.act", "a=b")
            .set("spark.app.name", "x");
    ParamScope scope = HpSpark.conf(conf);
    assertEquals(Map.of("train.lr", "0.1", "model.act", "a=b"), scope.toMap());
    scope.run(() -> assertEquals(0.1, ParamScope.current().getDouble("train.lr")));
    ParamTypeException wrong =
        assertThrows(ParamTypeException.class, () -> scope.getDouble("model.act"));
    assertTrue(
        wrong.getMessage().contains("the Spark setting spark.hyperparameter.model.act"),
        wrong::getMessage);
  }

  @Test
  void aStageTakesItsParamsFromTheScope() {
    ParamScope.define(
            "LogisticRegression.maxIter=7",
            "LogisticRegression.regParam=0.25",
            "LogisticRegression.fitIntercept=false",
            "LogisticRegression.family=multinomial",
            "train.lr=0.1")
        .with("LogisticRegression.thresholds", List.of(0.5, 1))
        .run(
            () -> {
              LogisticRegression stage = new LogisticRegression();
              assertSame(stage, HpSpark.configure(stage));
              assertEquals(7, stage.getMaxIter());
              assertEquals(0.25, stage.getRegParam());
              assertFalse(stage.getFitIntercept());
              assertEquals("multinomial", stage.getFamily());
              assertArrayEquals(new double[] {0.5, 1}, stage.getThresholds());
              assertFalse(stage.isSet(stage.tol()), "nobody said so");
              LogisticRegression second = HpSpark.configure("second", new LogisticRegression());
              assertFalse(second.isSet(second.maxIter()), "it has another name");
            });
    ParamScope.of("words.stopWords", List.of("a", "b"))
        .with("LogisticRegression.tol", (Object) null)
        .run(
            () -> {
              var words = HpSpark.configure("words", new StopWordsRemover());
              assertArrayEquals(new String[] {"a", "b"}, words.getStopWords());
              var stage = HpSpark.configure(new LogisticRegression());
              assertFalse(stage.isSet(stage.tol()));
            });
  }

  @Test
  void aPipelineHandsItToItsStages() {
    LogisticRegression last = new LogisticRegression();
    Pipeline pipeline =
        new Pipeline()
            .setStages(new PipelineStage[] {new VectorAssembler(), new Bucketizer(), last});
    ParamScope.define("LogisticRegression.maxIter=7", "VectorAssembler.outputCol=features")
        .run(() -> HpSpark.configure(pipeline));
    assertEquals(7, last.getMaxIter());
    assertEquals("features", ((VectorAssembler) pipeline.getStages()[0]).getOutputCol());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LogisticRegression.regParm=1 | did you mean LogisticRegression.regParam",
        "LogisticRegression.zzz=1     | there are LogisticRegression.aggregationDepth, ",
        "LogisticRegression.regParam=-1 | LogisticRegression.regParam: LogisticRegression does not"
            + " take -1",
        "LogisticRegression.maxIter=x | LogisticRegression.maxIter: \"x\" (text) cannot be read as"
            + " an int",
        "LogisticRegression.maxIter=1.5 | LogisticRegression.maxIter: \"1.5\" (text)",
        "LogisticRegression.thresholds=0.5 | is no list; give List.of(...)",
      })
  void whatAStageDoesNotTakeIsRefused(String definition, String why) {
    LogisticRegression stage = new LogisticRegression();
    ParamScope.define("LogisticRegression.tol=0.5", definition)
        .run(
            () -> {
              RuntimeException refused =
                  assertThrows(RuntimeException.class, () -> HpSpark.configure(stage));
              assertTrue(refused.getMessage().contains(why), refused::getMessage);
            });
    if (why.contains("Param of") || why.startsWith("did you mean") || why.startsWith("there are")) {
      assertFalse(stage.isSet(stage.tol()), "a typo is found before anything is set");
    }
  }
}
