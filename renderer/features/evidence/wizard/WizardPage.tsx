import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CheckKind } from '../../../../shared/contract/evidence.ts'
import { Page } from '../../../ui/Page.tsx'
import { checkKinds, isCheckKind, kindWords } from '../kinds.ts'
import { explanationWizard } from './explanation/wizard.ts'
import { driftWizard } from './drift/wizard.ts'
import { fairnessWizard } from './fairness/wizard.ts'
import { performanceWizard } from './performance/wizard.ts'
import { qualityWizard } from './quality/wizard.ts'
import { WizardFrame } from './WizardFrame.tsx'
import classes from './wizard.module.css'

const wizards: Record<CheckKind, () => ReactNode> = {
  fairness: () => <WizardFrame kind={fairnessWizard} />,
  performance: () => <WizardFrame kind={performanceWizard} />,
  quality: () => <WizardFrame kind={qualityWizard} />,
  drift: () => <WizardFrame kind={driftWizard} />,
  explanation: () => <WizardFrame kind={explanationWizard} />,
}

/** The wizard of the kind in the address; without one, the kinds to choose from. */
export function WizardPage() {
  const { check, version } = useSearch({ strict: false }) as { check?: string; version?: string }
  const Chosen = isCheckKind(check) ? wizards[check] : null
  return Chosen ? <Chosen key={check} /> : <ChooseKind version={version} />
}

function ChooseKind({ version }: { version: string | undefined }) {
  return (
    <Page crumbs={[{ label: 'Checks', to: '/checks' }, { label: 'New check' }]} title="What should be checked?" sub={version && `of ${version.replace('@', ' ')}`}>
      <ul className={classes.kinds} aria-label="Kinds of checks">
        {checkKinds.map((kind) => (
          <li key={kind}>
            <Link to="/checks/new" search={{ check: kind, ...(version !== undefined && { version }) } as never} className={classes.kind}>
              <strong>{kindWords[kind].title}</strong>
              <span>{kindWords[kind].question}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
