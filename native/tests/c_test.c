/* The header and the functions from C. */
#include <stdio.h>
#include <string.h>

#include "hyperparameter/context.h"
#include "hyperparameter/hyperparameter.h"

static int failed = 0;
#define CHECK(c) ((c) ? (void)0 : (void)(++failed, fprintf(stderr, "%d: %s\n", __LINE__, #c)))

int main(void) {
  struct Storage *scope = param_scope_create();
  const uint64_t hash = hp_hash("k", 1);
  char *text;

  CHECK(hp_abi_version() == HP_ABI_VERSION && strcmp(hp_version_string(), "0.1.0") == 0);
  CHECK(strcmp(hp_status_name(HP_E_STATE), "HP_E_STATE") == 0);
  CHECK(strcmp(hp_status_name(1234), "HP_E_UNKNOWN") == 0);
  param_scope_put_str(scope, "k", "value");
  text = param_scope_hget_or_str(scope, hash, NULL);
  CHECK(strcmp(text, "value") == 0);
  param_scope_free_str(text);
  text = param_scope_hget_or_str(scope, 1, NULL);
  CHECK(strcmp(text, "") == 0);
  param_scope_free_str(text);

  hp_clear_error();
  CHECK(param_scope_hget_i64(scope, hash, 5) == 5);
  CHECK(hp_last_status() == HP_E_CONVERSION && strstr(hp_last_error(), "'value'") != NULL);

  /* Null handles do nothing, null and broken keys are refused. */
  CHECK(param_scope_hget_i64(NULL, hash, 5) == 5);
  CHECK(param_scope_hget_or_bool(NULL, hash, true));
  param_scope_put_i64(NULL, "k", 1);
  param_scope_put_i64(scope, NULL, 1);
  param_scope_put_i64(scope, "\xed\xa0\x80", 1);
  CHECK(hp_last_status() == HP_E_INVALID_KEY);
  param_scope_put_str(scope, "k", NULL);
  param_scope_enter(NULL);
  param_scope_exit(NULL);
  param_scope_destroy(NULL);
  param_scope_free_str(NULL);
  CHECK(hp_list_size(NULL) == 0 && hp_list_at(NULL, 0, NULL, NULL) == NULL);

  /* U+0000 in a value survives where lengths are given. */
  CHECK(hp_scope_put_text(scope, "z", 1, "a\0b", 3) == HP_OK);
  CHECK(param_scope_hget_or_str(scope, hp_hash("z", 1), "d") == NULL);
  CHECK(hp_scope_enter(scope) == HP_OK && hp_scope_enter(scope) == HP_E_STATE);
  CHECK(hp_get_i64(hp_hash("none", 4), 3) == 3);
  param_scope_destroy(scope); /* leaves it first */
  CHECK(hp_current()->depth == 0);
  CHECK(hp_current()->magic == HP_LAYOUT_MAGIC);
  return failed == 0 ? 0 : 1;
}
