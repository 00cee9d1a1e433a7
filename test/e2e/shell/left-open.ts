import type { Reporter } from '@playwright/test/reporter'
import { onlyBinaryCanProve } from '../../support/electron-stand-in/only-binary.ts'
import { standInDir, usesStandIn } from './shell.ts'

/** Says at the end what this run could not show. */
export default class LeftOpen implements Reporter {
  onEnd(): void {
    if (!usesStandIn()) return
    console.log(`\n${onlyBinaryCanProve.length} checks only the Electron binary can prove were not run (listed in ${standInDir}/only-binary.ts)`)
  }

  printsToStdio(): boolean {
    return false
  }
}
