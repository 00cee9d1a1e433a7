#!/usr/bin/env bash
# From a predictions file to a signed-off model and a PDF that proves itself, by the command line.
#   bash examples/german-credit/walk-through.sh [FOLDER]
# Three people take part, so three passphrases are set here for show. In earnest each person types their own.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$(mktemp -d "${TMPDIR:-/tmp}/countersign-german-credit.XXXXXX")}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
workspace=$folder/workspace
dossier=$folder/credit-lr-1.pdf
# Keys of people who exist only in this example stay out of your own state directory.
export COUNTERSIGN_HOME=${COUNTERSIGN_HOME:-$folder/state}

# What `npm run countersign` starts, without starting npm for every command; COUNTERSIGN_CLI names another build of it.
root=$(cd "$here/../.." && pwd)
countersign() { "$root/node_modules/.bin/node" "${COUNTERSIGN_CLI:-$root/electron/cli/main.ts}" --workspace "$workspace" "$@"; }
# From the JSON of a command: `field NAME`.
field() { grep -o "\"$1\": *\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }
step() { printf '\n── %s\n' "$1"; }

author='author@example.org'
reviewer='reviewer@example.org'
approver='approver@example.org'

step 'A workspace and three people'
COUNTERSIGN_PASSPHRASE='a passphrase of the author' \
  countersign init "$workspace" --name 'German credit' --person "An Author <$author>" --roles data_scientist,model_owner
COUNTERSIGN_PASSPHRASE='a passphrase of the author' COUNTERSIGN_NEW_PASSPHRASE='a passphrase of the reviewer' \
  countersign person add "A Reviewer <$reviewer>" --roles risk_sme,subject_matter_expert --as "$author"
COUNTERSIGN_PASSPHRASE='a passphrase of the author' COUNTERSIGN_NEW_PASSPHRASE='a passphrase of the approver' \
  countersign person add "An Approver <$approver>" --roles final_approver,compliance_reviewer --as "$author"

step 'What the model is for, and what it was made from'
countersign use-case add 'Retail credit' --tier 2 --as "$author" \
  --purpose 'Rank applications for consumer loans so that a clerk sees the likely good ones first. The clerk decides.' \
  --affected 'Applicants for consumer loans.' --tier-reasons 'Economic consequences for people; a person decides.'
data=$(countersign dataset add "$here/german-credit.csv" --name german-credit --licence 'CC BY 4.0' \
  --source 'UCI Statlog (German Credit Data), doi 10.24432/C5NC77' --as "$author" --json | field snapshot)
predictions=$(countersign dataset add "$here/german-lr-predictions.csv" --name german-predictions --protected sex,age_group,foreign_worker \
  --licence 'CC BY 4.0' --as "$author" --json | field snapshot)
countersign model add credit-lr --use-case 'Retail credit' --task classification --as "$author"
version=$(countersign version add credit-lr --data "$data,$predictions" --param algorithm='logistic regression' folds=10 threshold=0.5 \
  --as "$author" --json | field version)
echo "$version was made from $data and $predictions"

step 'The fairness check (it fails: that is a finding, not an accident)'
countersign check fairness --version "$version" --data "$here/german-lr-predictions.csv" \
  --label label --prediction prediction --positive 1 --group sex,age_group --as "$author" || test $? -eq 1

step 'The request, and two signatures by two other people'
review=$(countersign review request "$version" --message 'Please look at the difference between age groups.' --as "$author" --json | field review)
countersign review show "$review" --as "$reviewer"
COUNTERSIGN_PASSPHRASE='a passphrase of the reviewer' countersign review sign "$review" --as "$reviewer"
COUNTERSIGN_PASSPHRASE='a passphrase of the approver' countersign review approve "$review" --as "$approver"

step 'The dossier, and the ledger against the checkpoint in it'
countersign report dossier "$version" --out "$dossier" --as "$author"
countersign ledger verify --checkpoint "$dossier"

printf '\nWorkspace  %s\nDossier    %s\n' "$workspace" "$dossier"
