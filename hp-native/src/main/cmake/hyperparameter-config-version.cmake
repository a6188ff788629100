# before 1.0 every minor version may break the ABI
set(PACKAGE_VERSION "${project.version}")
string(REGEX REPLACE "-.*" "" PACKAGE_VERSION "${PACKAGE_VERSION}")
string(REGEX MATCH "^[0-9]+\\.[0-9]+" _hp_have "${PACKAGE_VERSION}")
string(REGEX MATCH "^[0-9]+\\.[0-9]+" _hp_want "${PACKAGE_FIND_VERSION}")
if(PACKAGE_FIND_VERSION STREQUAL "" OR
    (_hp_have STREQUAL _hp_want AND NOT PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION))
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
if(PACKAGE_FIND_VERSION VERSION_EQUAL PACKAGE_VERSION)
  set(PACKAGE_VERSION_EXACT TRUE)
endif()
unset(_hp_have)
unset(_hp_want)
