import { useState } from 'react'
import type { EnrolSigner } from './ImportDecision.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { offerBundle, useOfferedBundle, type OfferedBundle } from './offered.ts'

interface ImportHostProps {
  /** Whether a workspace is open: a bundle can be looked at without one, and waits for it. */
  inside: boolean
  enrolSigner: EnrolSigner
  onCheck: (bundle: OfferedBundle) => void
}

/** Shows the bundle that was offered, wherever in the window the person is. */
export function ImportHost({ inside, enrolSigner, onCheck }: ImportHostProps) {
  const bundle = useOfferedBundle()
  const [putOff, setPutOff] = useState<OfferedBundle | null>(null)
  // Closed without a workspace it was put off, not turned down: it is shown again once one is open.
  if (bundle === null || (!inside && putOff === bundle)) return null
  const check = () => {
    offerBundle(null)
    onCheck(bundle)
  }
  return <ImportDialog key={bundle.path} bundle={bundle} enrolSigner={enrolSigner} onCheck={inside ? check : null} onClose={() => (inside ? offerBundle(null) : setPutOff(bundle))} />
}
