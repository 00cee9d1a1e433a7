import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useApi } from '../../api/provider.tsx'
import { ledgerVerdictStates } from '../../api/states.ts'
import { countOf } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import type { Crumb } from '../../ui/PageHeader.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { VerifyButton } from './VerifyButton.tsx'

export function LedgerPage({ crumbs, fill = false, children }: { crumbs: readonly Crumb[]; fill?: boolean; children: ReactNode }) {
  const api = useApi()
  const { data: ledger } = useQuery(api.ledger.state.queryOptions())
  const verification = ledger?.lastVerification ?? null
  const state = verification === null ? null : ledgerVerdictStates[verification.verdict]
  return (
    <Page
      fill={fill}
      crumbs={crumbs}
      title="Ledger"
      state={<StateBadge large tone={state?.tone ?? 'void'}>{state?.word ?? 'not verified yet'}</StateBadge>}
      sub={ledger && `${countOf(ledger.size, 'entry', 'entries')} · root ${ledger.rootHash.slice(0, 16)}… · ${ledger.origin}`}
      actions={<VerifyButton />}
      tabs={<Tabs label="Ledger" tabs={[{ label: 'Entries', to: '/ledger', active: fill }, { label: 'Integrity', to: '/ledger/integrity' }]} />}
    >
      {children}
    </Page>
  )
}
