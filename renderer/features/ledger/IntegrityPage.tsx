import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/provider.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Mono } from '../../ui/Mono.tsx'
import { Columns } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { CheckFilePanel } from './CheckFilePanel.tsx'
import { ChainPanel } from './integrity/ChainPanel.tsx'
import { BackupPanel } from './integrity/BackupPanel.tsx'
import { LogKeyPanel } from './integrity/LogKeyPanel.tsx'
import { OutsidersPanel } from './integrity/OutsidersPanel.tsx'
import { PlaceWarning } from './integrity/PlaceWarning.tsx'
import { WitnessPanel } from './integrity/WitnessPanel.tsx'
import { LedgerPage } from './LedgerPage.tsx'
import { ProofPanel } from './ProofPanel.tsx'
import { VerificationPanel } from './VerificationPanel.tsx'

export function IntegrityPage() {
  const api = useApi()
  const ledger = useQuery(api.ledger.state.queryOptions())
  return (
    <LedgerPage crumbs={[{ label: 'Ledger', to: '/ledger' }, { label: 'Integrity' }]}>
      <Columns
        main={
          <>
            <Loaded query={ledger} label="state of the ledger">
              {(state) => <ChainPanel state={state} />}
            </Loaded>
            <VerificationPanel />
            <WitnessPanel />
            <Panel title="Newest checkpoint" aside="keep a copy elsewhere: it witnesses every entry before it">
              <Loaded query={ledger} label="checkpoint">
                {(state) => <Mono text={state.checkpoint} label="checkpoint" wrap />}
              </Loaded>
            </Panel>
            <LogKeyPanel />
          </>
        }
        aside={
          <>
            <Loaded query={ledger} label="state of the ledger">
              {(state) => (
                <>
                  <PlaceWarning warnings={state.warnings} />
                  <ProofPanel state={state} />
                </>
              )}
            </Loaded>
            <BackupPanel />
            <CheckFilePanel />
            <Loaded query={ledger} label="state of the ledger">
              {(state) => <OutsidersPanel state={state} />}
            </Loaded>
          </>
        }
      />
    </LedgerPage>
  )
}
