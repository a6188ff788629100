# Completion of @name@ in bash: source <(@name@ --completion bash)

@shared@
_@id@() {
  local line=${COMP_LINE:0:COMP_POINT} command takes of cur='' before='' cut='' list=() words
  COMPREPLY=()
  # bash cuts its words at '=' as well: these are cut at blanks
  read -ra words <<<"$line"
  if [[ $line != *[[:blank:]] ]]; then
    cur=${words[${#words[@]} - 1]}
    words=("${words[@]:0:${#words[@]} - 1}")
  fi
  _@id@_walk "${words[@]:1}"
  [[ $COMP_WORDBREAKS == *=* ]] && cut=${cur%"${cur##*=}"} # stays in the line as it is
  cur=${cur#[\'\"]}
  case $takes in
  '' | definitions | files | keys)
    case $cur in
    -D?*) before=-D takes=definitions ;;
    --?*=*)
      before=${cur%%=*}=
      _@id@_takes "$command" "${cur%%=*}"
      ;;
    -*) takes=options ;;
    esac
    ;;
  esac
  cur=${cur#"$before"}
  compopt +o default 2>/dev/null
  case $takes in
  definitions)
    case $cur in
    *=*)
      before=$before${cur%%=*}=
      _@id@_values "${cur%%=*}"
      cur=${cur#*=}
      _@id@_reply ''
      ;;
    '~'*)
      before=$before'~' cur=${cur#'~'}
      _@id@_keys
      _@id@_reply ''
      ;;
    *)
      _@id@_keys
      compopt -o nospace 2>/dev/null
      _@id@_reply =
      [[ ${#COMPREPLY[@]} == 0 ]] && compopt -o default 2>/dev/null
      ;;
    esac
    ;;
  keys)
    _@id@_keys
    _@id@_reply ''
    ;;
  options)
    _@id@_options "$command"
    _@id@_reply ''
    ;;
  words)
    _@id@_words "$of"
    _@id@_reply ''
    ;;
  value) ;;
  *)
    _@id@_subcommands "$command"
    _@id@_reply ''
    compopt -o default 2>/dev/null
    ;;
  esac
}

# those of the list that begin with $cur, as they are typed
_@id@_reply() {
  local each
  for each in "${list[@]}"; do
    if [[ $each == "$cur"* ]]; then
      [[ $each == *[!A-Za-z0-9._-]* ]] && printf -v each %q "$each"
      each=$before$each$1
      COMPREPLY+=("${each#"$cut"}")
    fi
  done
}

complete -o default -F _@id@ @name@
