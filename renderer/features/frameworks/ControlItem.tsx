import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { ControlResult, JudgedClause } from '../../../shared/contract/frameworks.ts'
import { controlModeWords } from '../../../shared/control-words.ts'
import { toWords } from '../../../shared/id-words.ts'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { Instant } from '../../ui/Instant.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import type { Tone } from '../../ui/tone.ts'
import type { Asked } from './ActDialog.tsx'
import { evidencePath } from './evidence-path.ts'
import { ControlBadge } from './status.tsx'
import classes from './frameworks.module.css'

/** One control: its status and gist on one line; opened, its clauses, the evidence behind them, and what to do. */
export function ControlItem({ control, onAct }: { control: ControlResult; onAct: (asked: Asked) => void }) {
  const { id, ref, gist, status, mode, appliesFrom, note, legacy } = control
  return (
    <details className={classes.control}>
      <summary className={classes.summary}>
        <span className={classes.status}>
          <ControlBadge status={status} />
        </span>
        <span className={classes.mono}>{id}</span>
        <span className={classes.gist}>{gist}</span>
        <span className={classes.ref}>{ref}</span>
      </summary>
      <div className={classes.body}>
        <p className={classes.quiet}>
          Decided so: {controlModeWords[mode]}.{appliesFrom !== null && ` Applies from ${appliesFrom}.`}
          {legacy !== null && ` Before: ${legacy}.`}
          {note !== null && ` ${note}`}
        </p>
        <ul className={classes.clauses}>
          {control.when.map((clauses) => (
            <li key={clauses.map(keyOf).join()}>
              {clauses.map((clause, at) => (
                <Fragment key={keyOf(clause)}>
                  {at > 0 && <p className={classes.quiet}>or</p>}
                  <Clause clause={clause} />
                </Fragment>
              ))}
            </li>
          ))}
        </ul>
        <Marks control={control} />
        <Next control={control} />
        <Acts control={control} onAct={onAct} />
      </div>
    </details>
  )
}

const keyOf = ({ kind, is }: JudgedClause) => `${kind} ${is.join()}`
const words: Record<JudgedClause['status'], { tone: Tone; word: string }> = {
  met: { tone: 'good', word: 'met' },
  missing: { tone: 'void', word: 'missing' },
  stale: { tone: 'caution', word: 'stale' },
  failed: { tone: 'bad', word: 'failed' },
}

function Clause({ clause: { kind, title, is, status, why, records } }: { clause: JudgedClause }) {
  return (
    <div className={classes.clause}>
      <StateBadge tone={words[status].tone}>{words[status].word}</StateBadge>
      <div>
        <strong>{title}</strong> <span className={classes.quiet}>{toWords(is.join(', '))}</span>
        {why.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {records.length > 0 && (
          <p className={classes.quiet}>
            Evidence:{' '}
            {[...new Set(records)].map((id, at) => (
              <Fragment key={id}>
                {at > 0 && ', '}
                <Evidence kind={kind} id={id} />
              </Fragment>
            ))}
          </p>
        )}
      </div>
    </div>
  )
}

function Evidence({ kind, id }: { kind: string; id: string }) {
  const path = evidencePath(kind, id)
  return path === null ? <span>{id}</span> : <Link to={path}>{id}</Link>
}

function Marks({ control: { confirmed, void: voided, notApplicable } }: { control: ControlResult }) {
  const said = [
    { mark: notApplicable, what: 'Does not apply' },
    { mark: confirmed, what: 'Confirmed' },
    { mark: voided, what: 'Confirmed before the evidence changed, and void now' },
  ]
  return said.map(
    ({ mark, what }) =>
      mark && (
        <p key={what}>
          {what}: {mark.name}, <Instant at={mark.at} />, <Link to={`/ledger/${mark.seq}`}>entry {mark.seq}</Link>. “{mark.reason}”
        </p>
      ),
  )
}

function Next({ control: { next } }: { control: ControlResult }) {
  if (next.length === 0) return null
  return (
    <div>
      <h3 className={classes.head}>What to do next</h3>
      <ul className={classes.next}>
        {next.map(({ sentence, command }) => (
          <li key={sentence}>
            {sentence}
            {command !== null && <code className={classes.command}>{command}</code>}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Acts({ control, onAct }: { control: ControlResult; onAct: (asked: Asked) => void }) {
  const person = useActingPerson()
  const ask = (asked: Asked) => () => (person === null ? askForSignIn() : onAct(asked))
  const nils = [...new Map(control.when.flat().map((clause) => [clause.kind, clause])).values()].filter(({ nilOk, status }) => nilOk && status !== 'met')
  return (
    <div className={classes.actions}>
      {control.status === 'ready_for_review' && (
        <Button size="xs" onClick={ask({ act: 'confirm', control })}>
          Confirm…
        </Button>
      )}
      {nils.map(({ kind, title }) => (
        <Button key={kind} size="xs" variant="default" onClick={ask({ act: 'nil', control, kind, title })}>
          There was no {title.charAt(0).toLowerCase()}
          {title.slice(1)}…
        </Button>
      ))}
      {control.status !== 'not_applicable' && (
        <Button size="xs" variant="default" onClick={ask({ act: 'not-applicable', control })}>
          Does not apply…
        </Button>
      )}
    </div>
  )
}
