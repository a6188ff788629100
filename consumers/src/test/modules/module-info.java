module com.example.app {
  requires io.hyperparameter.all;
}
