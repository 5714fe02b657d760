#!/bin/sh
# A seat played by a few lines of shell: it agrees, keeps quiet, and holds its fire.
# Try it:  accord run --games 1 --seats "gulf=cmd:examples/bots/quiet.sh,others=random"

while IFS= read -r question; do
    case $question in
        *'"type":"decide"'*) ;;
        *'"type":"over"'*) exit 0 ;;
        *) continue ;; # hello
    esac
    legal=${question#*'"legal":['}
    legal=${legal%%']'*}
    answer=
    for line in pass abandon accept silence sign 'card none' 'order hold' attend stay; do
        case ,$legal, in
            *,\""$line"\",*) answer=$line; break ;;
        esac
    done
    if [ -z "$answer" ]; then # the first of the list
        answer=${legal#\"}
        answer=${answer%%\"*}
    fi
    printf '%s\n' "$answer"
done
