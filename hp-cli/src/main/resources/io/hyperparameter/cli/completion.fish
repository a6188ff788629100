# Completion of @name@ in fish: @name@ --completion fish | source

# What takes an option of a command; nothing runs @name@: all it knows stands here.
function __@id@_takes
    switch "$argv[1] $argv[2]"
@takes@
    end
end

function __@id@_is_command
    switch $argv[1]
@paths@
        case '*'
            return 1
    end
end

function __@id@_subcommands
    switch $argv[1]
@subcommands@
    end
end

function __@id@_options
    switch $argv[1]
@options@
    end
end

function __@id@_words
    switch $argv[1]
@words@
    end
end

function __@id@_values
    switch $argv[1]
@values@
    end
end

function __@id@_keys
    printf '%s\t%s\n' \
@keys@
end

function __@id@_complete
    set -l command ''
    set -l takes ''
    set -l option ''
    for word in (commandline -opc)[2..-1]
        if contains -- "$takes" value file words
            set takes ''
            continue
        end
        switch $word
            case --
                set takes rest
                break
            case '-D?*'
                set takes definitions
            case '-?*'
                set option (string replace -r '=.*' '' -- $word)
                set takes (__@id@_takes "$command" $option)
                if string match -q -- '*=*' $word; and contains -- "$takes" value file words
                    set takes ''
                end
            case '~*' '*=*'
            case '*'
                if __@id@_is_command "$command/$word"
                    set command "$command/$word"
                    set takes ''
                else if not contains -- "$takes" files keys
                    set takes ''
                end
        end
    end

    set -l cur (commandline -ct | string unescape)
    set -l before ''
    if contains -- "$takes" '' definitions files keys
        switch "$cur"
            case '-D?*'
                set before -D
                set takes definitions
            case '--?*=*'
                set option (string replace -r '=.*' '' -- $cur)
                set before $option=
                set takes (__@id@_takes "$command" $option)
            case '-*'
                set takes options
        end
    end
    set -l rest (string sub -s (math 1 + (string length -- "$before")) -- "$cur")
    switch "$takes"
        case definitions
            switch "$rest"
                case '*=*'
                    set -l key (string replace -r '=.*' '' -- $rest)
                    __@id@_values $key | string replace -r -- '^' "$before$key="
                case '~*'
                    __@id@_keys | string replace -r -- '^' "$before~"
                case '*'
                    __@id@_keys | string replace -r -- '^([^\t]*)' "$before\$1="
            end
        case keys
            __@id@_keys
        case options
            __@id@_options "$command"
        case words
            __@id@_words "$command $option" | string replace -r -- '^' "$before"
        case value
        case '*'
            __@id@_subcommands "$command"
            __fish_complete_path "$rest" | string replace -r -- '^' "$before"
    end
end

complete -c @name@ -f -a '(__@id@_complete)'
