#compdef @name@
# Completion of @name@ in zsh: source <(@name@ --completion zsh), or this as a file _@name@ in $fpath

@shared@
_@id@() {
  local command takes of cur list
  _@id@_walk "${(@Q)words[2,CURRENT-1]}"
  cur=${PREFIX#[\'\"]}
  case $takes in
  '' | definitions | files | keys)
    case $cur in
    -D?*)
      compset -P -D
      takes=definitions
      ;;
    --?*=*)
      compset -P 1 '*='
      _@id@_takes "$command" "${cur%%=*}"
      ;;
    -*) takes=options ;;
    esac
    ;;
  esac
  case $takes in
  definitions)
    cur=${PREFIX#[\'\"]}
    case $cur in
    *=*)
      compset -P 1 '*='
      _@id@_values "${cur%%=*}"
      compadd -a list
      ;;
    '~'*)
      compset -P '\~'
      _@id@_keys
      _describe parameter list
      ;;
    *)
      _@id@_keys
      _describe parameter list -S = || _files
      ;;
    esac
    ;;
  keys)
    _@id@_keys
    _describe parameter list
    ;;
  options)
    _@id@_options "$command"
    _describe -o option list
    ;;
  words)
    _@id@_words "$of"
    compadd -a list
    ;;
  value) ;;
  *)
    _@id@_subcommands "$command"
    _describe command list
    _files
    ;;
  esac
}

if [[ $funcstack[1] == _@id@ ]]; then
  _@id@ "$@"
else
  compdef _@id@ @name@
fi
