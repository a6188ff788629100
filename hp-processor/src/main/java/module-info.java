/**
 * The annotation processors of {@code @AutoParam}: binding code, and the index of declared
 * parameters.
 */
module io.hyperparameter.processor {
  requires io.hyperparameter;
  requires java.compiler;
  requires static jdk.compiler;
  requires static org.jspecify;

  provides javax.annotation.processing.Processor with
      io.hyperparameter.processor.AutoParamProcessor,
      io.hyperparameter.processor.ParamIndexProcessor;
}
