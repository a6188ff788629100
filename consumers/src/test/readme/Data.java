/** What is trained on. */
class Data {}
