import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { UseCase } from '../../../../shared/contract/catalog.ts'
import { useApi } from '../../../api/provider.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EuPanel } from './EuPanel.tsx'
import { FactsPanel } from './FactsPanel.tsx'
import { OutcomePanel } from './OutcomePanel.tsx'
import { QuestionsPanel } from './QuestionsPanel.tsx'
import { type Questions, useAnswers } from './use-answers.ts'
import classes from './tiering.module.css'

/** The questionnaire of the policy in force on one screen, with what the answers come to beside it. */
export function AssessPage() {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const useCase = useQuery(api.catalog.useCase.queryOptions({ input: { id } }))
  const questions = useQuery(api.catalog.questionnaire.queryOptions({ input: { id } }))
  const name = useCase.data?.name ?? id
  return (
    <Page
      crumbs={[{ label: 'Models', to: '/models' }, { label: 'Use cases', to: '/use-cases' }, { label: name, to: `/use-cases/${id}` }, { label: 'Risk tier' }]}
      title={`Risk tier of ${name}`}
      sub={questions.data && `${id} · questions of the policy ${questions.data.policy.id} ${questions.data.policy.version}`}
    >
      <Loaded query={useCase} label="use case">
        {(known) => (
          <Loaded query={questions} label="questions">
            {(asked) => <Questionnaire key={asked.policy.sha256} useCase={known} questions={asked} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  )
}

function Questionnaire({ useCase, questions }: { useCase: UseCase; questions: Questions }) {
  const navigate = useNavigate()
  const answers = useAnswers(questions)
  const done = () => {
    answers.forget()
    void navigate({ to: `/use-cases/${useCase.id}` })
  }
  return (
    <div className={classes.columns}>
      <div className={classes.asked}>
        <QuestionsPanel tiering={questions.tiering} answers={answers} />
        <FactsPanel tiering={questions.tiering} answers={answers} />
        <EuPanel lookups={questions.eu} answers={answers} />
      </div>
      <div>
        <div className={classes.beside}>
          <OutcomePanel useCase={useCase} note={questions.tiering.note} answers={answers} onDone={done} />
        </div>
      </div>
    </div>
  )
}
