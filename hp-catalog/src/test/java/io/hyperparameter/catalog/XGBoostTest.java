package io.hyperparameter.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck.Problem;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class XGBoostTest {
  private static Map<String, Object> params(Map<String, ?> program, String... definitions) {
    return ParamScope.define(definitions).call(() -> XGBoost.params(program));
  }

  private static String refusal(String... definitions) {
    return assertThrows(
            CatalogueException.class, () -> params(Map.of(), definitions), "not refused")
        .getMessage();
  }

  @Test
  void theMapHasWhatIsSetInTheTypesOfTheParameters() {
    assertEquals(
        Map.of("eta", 0.1, "max_depth", 4, "seed", 7L, "refresh_leaf", true, "booster", "dart"),
        params(
            Map.of(),
            "xgboost.eta=0.1",
            "xgboost.max_depth=4",
            "xgboost.seed=7",
            "xgboost.refresh_leaf=yes",
            "xgboost.booster=dart",
            "train.lr=0.3"));
  }

  @Test
  void nothingIsSetWhereNothingWas() {
    assertEquals(Map.of(), params(Map.of()));
  }

  @Test
  void theScopeWinsOverTheProgramByWhateverName() {
    assertEquals(
        Map.of("learning_rate", 0.1, "objective", "multi:softprob", "num_class", 10),
        params(
            Map.of("eta", 0.5, "objective", "multi:softprob", "num_class", 10),
            "xgboost.learning_rate=0.1"));
  }

  @Test
  void twoNamesOfOneParameterAreAnError() {
    assertEquals(
        "xgboost.eta and xgboost.learning_rate are one parameter of XGBoost 3; keep one of them",
        refusal("xgboost.eta=0.1", "xgboost.learning_rate=0.1"));
  }

  @Test
  void aNameNobodyKnowsIsAnErrorWithTheNearestOne() {
    String message = refusal("xgboost.max_dept=3");
    assertTrue(
        message.startsWith(
            "no parameter is named \"xgboost.max_dept\"; did you mean \"xgboost.max_depth\""),
        message);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    List<String> lines =
        refusal("xgboost.subsample=0", "xgboost.max_depth=deep", "xgboost.max_dept=3")
            .lines()
            .toList();
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(lines.get(1).startsWith("xgboost.max_depth: \"deep\""), lines.get(1));
    assertTrue(lines.get(2).endsWith("give a value > 0 and <= 1"), lines.get(2));
  }

  @Test
  void whatTheProgramSaysIsCheckedToo() {
    assertThrows(CatalogueException.class, () -> params(Map.of("num_clas", 10)));
  }

  @Test
  void whatShinesThroughFromOutsideCounts() {
    assertEquals(
        Map.of("eta", 0.2, "gamma", 1.0),
        ParamScope.of("xgboost.eta", 0.2).call(() -> params(Map.of(), "xgboost.gamma=1")));
  }

  @Test
  void theIndexOfTheClassPathHasIt() {
    ParamEntry depth = ParamIndex.load().find("xgboost.max_depth").get(0);
    assertEquals("int", depth.type());
    assertEquals("6", depth.defaultValue());
    assertEquals("0", depth.bounds().min());
    assertInstanceOf(XGBoost.class, Catalogue.all().get(0));
  }

  @Test
  void aSecondNameIsDeclaredAsTheFirstOne() {
    XGBoost catalogue = new XGBoost();
    Set<String> aliases = new HashSet<>();
    catalogue
        .aliases()
        .forEach(
            (alias, first) -> {
              ParamEntry one = catalogue.index().find(alias).get(0);
              ParamEntry other = catalogue.index().find(first).get(0);
              assertEquals(other.type(), one.type(), alias);
              assertEquals(other.defaultValue(), one.defaultValue(), alias);
              assertEquals(other.bounds(), one.bounds(), alias);
              aliases.add(alias);
            });
    assertEquals(6, aliases.size());
  }

  @Test
  void everyDefaultIsAllowed() {
    XGBoost catalogue = new XGBoost();
    for (ParamEntry entry : catalogue.index().entries()) {
      if (entry.defaultValue() != null) {
        List<Problem> problems =
            catalogue.check(Config.of(Map.of(entry.key(), entry.defaultValue())));
        assertEquals(List.of(), problems, entry.key());
      }
    }
    assertTrue(catalogue.index().entries().size() > 60);
  }

  @Test
  void whatIsNotOfTheLibraryIsNotItsMatter() {
    Config config =
        Config.of(Map.of("train.max_depth", 1, "xgboost.max_dept", 1))
            .with("max_depth=3", "mine.eta=1");
    assertEquals(
        List.of("xgboost.max_dept"),
        new XGBoost().check(config).stream().map(Problem::key).toList());
  }
}
