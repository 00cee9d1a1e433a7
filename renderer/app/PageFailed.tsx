import { Button } from '@mantine/core'
import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { Panel } from '../ui/Panel.tsx'

/** A screen that could not be drawn; the rest of the window goes on working. */
export function PageFailed({ reset }: Pick<ErrorComponentProps, 'reset'>) {
  return (
    <Page crumbs={[{ label: 'Countersign' }]} title="This screen could not be shown">
      <Panel>
        <ErrorState
          what="The screen failed while it was drawn. That is a fault of the program."
          kept="The ledger and everything in the workspace are untouched."
          todo="Try again, or choose another screen on the left."
          onRetry={reset}
        />
      </Panel>
    </Page>
  )
}

export function PageMissing() {
  return (
    <Page crumbs={[{ label: 'Countersign' }]} title="Nothing at this address">
      <Panel>
        <EmptyState
          title="There is no screen at this address."
          actions={
            <Button variant="default" component={Link} to="/">
              Go to the overview
            </Button>
          }
        >
          <p>The record may have another name, or belong to another workspace.</p>
        </EmptyState>
      </Panel>
    </Page>
  )
}
