import { Radio, Textarea } from '@mantine/core'
import type { Level } from '../../../../shared/contract/assessment.ts'
import type { Tiering } from '../../../../shared/contract/tiering.ts'
import { dimensionTitles } from '../../../../shared/tiering-words.ts'
import { formatCount } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import type { Answers } from './use-answers.ts'
import classes from './tiering.module.css'

type Dimension = Tiering['dimensions'][number]

/** Seven questions: a level by its words, and why. */
export function QuestionsPanel({ tiering, answers }: { tiering: Tiering; answers: Answers }) {
  const answered = tiering.dimensions.filter(({ id }) => (answers.input.answers[id]?.level ?? null) !== null).length
  return (
    <Panel title="Questions" aside={`${formatCount(answered)} of ${formatCount(tiering.dimensions.length)} answered`} padded={false}>
      {tiering.dimensions.map((dimension) => (
        <Question key={dimension.id} dimension={dimension} answers={answers} />
      ))}
    </Panel>
  )
}

function Question({ dimension: { id, question, levels }, answers }: { dimension: Dimension; answers: Answers }) {
  const given = answers.input.answers[id]
  const title = dimensionTitles[id]
  return (
    <div className={classes.question}>
      <Radio.Group
        label={title.charAt(0).toUpperCase() + title.slice(1)}
        description={question}
        value={given?.level === null || given === undefined ? '' : String(given.level)}
        onChange={(level) => answers.answer(id, { level: Number(level) as Level })}
      >
        <div className={classes.choices}>
          {levels.map((level, at) => (
            <Radio key={level.id} size="xs" value={String(at)} label={<Scored score={at}>{level.text}</Scored>} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={`Reason for ${title}`}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={1000}
        value={given?.reason ?? ''}
        onChange={(event) => answers.answer(id, { reason: event.currentTarget.value })}
      />
    </div>
  )
}

const Scored = ({ score, children }: { score: number; children: string }) => (
  <span className={classes.scored}>
    <span className={classes.score}>{score}</span> {children}
  </span>
)
