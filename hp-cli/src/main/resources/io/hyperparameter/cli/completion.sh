# What the words before the cursor say: $command, the path of the subcommand; $takes, what comes
# next; $of, the command and option that take it. Nothing runs @name@: all it knows stands below.
_@id@_walk() {
  local word
  command='' takes='' of=''
  for word in "$@"; do
    case $takes in
    value | file | words)
      takes=''
      continue
      ;;
    esac
    case $word in
    --) takes=rest ;;
    -D?*) takes=definitions ;;
    -?*)
      _@id@_takes "$command" "${word%%=*}"
      case $takes:$word in
      value:*=* | file:*=* | words:*=*) takes='' ;;
      esac
      ;;
    '~'* | *=*) ;;
    *)
      if _@id@_is_command "$command/$word"; then
        command=$command/$word takes=''
      elif [[ $takes != files && $takes != keys ]]; then
        takes=''
      fi
      ;;
    esac
    [[ $takes == rest ]] && return
  done
}

_@id@_takes() {
  of="$1 $2"
  case $of in
@takes@
  *) takes='' ;;
  esac
}

_@id@_is_command() {
  case $1 in
@paths@
  *) return 1 ;;
  esac
}

_@id@_subcommands() {
  case $1 in
@subcommands@
  *) list=() ;;
  esac
}

_@id@_options() {
  case $1 in
@options@
  *) list=() ;;
  esac
}

_@id@_words() {
  case $1 in
@words@
  *) list=() ;;
  esac
}

_@id@_values() {
  case $1 in
@values@
  *) list=() ;;
  esac
}

_@id@_keys() {
  list=(
@keys@
  )
}
