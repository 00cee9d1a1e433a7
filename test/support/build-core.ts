import { build } from '../../scripts/build.ts'

/** Tests start the command line and the programs hundreds of times, each time as they are shipped: built, unless nothing changed. */
export default (): Promise<void> => build(['core'], () => {})
