import type { Severity } from '../../../../shared/contract/policies.ts'
import type { useApi } from '../../../api/provider.tsx'
import type { ItemAct } from './ActDialog.tsx'
import { severityChoices } from './words.tsx'

interface About {
  version: string
  review: string
  /** Records that a finding may be about. */
  evidence: readonly string[]
}

const parts = ['artefact', 'data', 'code', 'environment', 'parameters'] as const

/** What a new finding says. */
export function toOpening(api: ReturnType<typeof useApi>, { version, review, evidence }: About): ItemAct {
  const about = [{ value: 'version', label: `all of ${version}` }, ...parts.map((part) => ({ value: `part ${part}`, label: `its ${part}` })), ...evidence.map((id) => ({ value: `evidence ${id}`, label: `evidence ${id}` }))]
  return {
    act: 'open',
    label: 'Open the finding',
    title: `A finding on ${version.replace('@', ' ')}`,
    fields: [
      { name: 'title', label: 'In a few words', kind: 'line' },
      { name: 'severity', label: 'Severity', kind: 'choice', choices: severityChoices },
      { name: 'about', label: 'About', kind: 'choice', choices: about, initial: 'version' },
      { name: 'text', label: 'What is wrong, and how it shows', kind: 'text' },
      { name: 'owner', label: 'Owner', kind: 'person', description: 'Who answers for it; the owner of the model where nobody is named.', optional: true },
      { name: 'due', label: 'Due', kind: 'date', optional: true },
      { name: 'repeats', label: 'Repeats', kind: 'line', description: 'The finding on an earlier version that came back, such as X-31: it weighs one level more.', optional: true },
    ],
    run: ({ title = '', severity, about: what = 'version', text = '', ...rest }) => api.findings.open.call({ version, review, title, severity: severity as Severity, about: toAbout(what), text, ...rest }),
  }
}

function toAbout(what: string) {
  if (what.startsWith('evidence ')) return { type: 'evidence' as const, evidence: what.slice('evidence '.length) }
  return what === 'version' ? { type: 'version' as const } : { type: 'manifest' as const, part: parts.find((part) => what === `part ${part}`)! }
}
