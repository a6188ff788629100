# find_package(hyperparameter) and link hyperparameter::hyperparameter: the library that is in hp-native's jar, and that
# Java has loaded when it calls you. CMake is told where this is by -DCMAKE_PREFIX_PATH=<the unpacked zip>.
if(NOT TARGET hyperparameter::hyperparameter)
  get_filename_component(_hp_root "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

  string(TOLOWER "${CMAKE_SYSTEM_PROCESSOR}" _hp_arch)
  if(_hp_arch MATCHES "^(amd64|x86_64)$")
    set(_hp_arch x86_64)
  elseif(_hp_arch MATCHES "^(aarch64|arm64)$")
    set(_hp_arch arm64)
  endif()
  if(WIN32)
    set(_hp_library "windows-${_hp_arch}/hyperparameter.dll")
  elseif(APPLE)
    set(_hp_library "macosx-${_hp_arch}/libhyperparameter.${native.soversion}.dylib")
  else()
    set(_hp_library "linux-${_hp_arch}/libhyperparameter.so.${native.soversion}")
  endif()

  if(EXISTS "${_hp_root}/lib/${_hp_library}")
    add_library(hyperparameter::hyperparameter SHARED IMPORTED)
    set_target_properties(hyperparameter::hyperparameter PROPERTIES
      IMPORTED_LOCATION "${_hp_root}/lib/${_hp_library}"
      IMPORTED_SONAME "libhyperparameter.so.${native.soversion}"
      IMPORTED_IMPLIB "${_hp_root}/lib/${_hp_library}"
      INTERFACE_COMPILE_FEATURES cxx_std_17
      INTERFACE_INCLUDE_DIRECTORIES "${_hp_root}/include")
    if(APPLE)
      set_target_properties(hyperparameter::hyperparameter PROPERTIES
        IMPORTED_SONAME "@rpath/libhyperparameter.${native.soversion}.dylib")
    endif()
  else()
    set(hyperparameter_FOUND FALSE)
    set(hyperparameter_NOT_FOUND_MESSAGE
      "this package has no ${_hp_library}; build the library from its sources with CMake instead")
  endif()
  unset(_hp_root)
  unset(_hp_arch)
  unset(_hp_library)
endif()
