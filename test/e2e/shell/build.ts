import { allTargets, build } from '../../../scripts/build.ts'

/** The specs run what would be packaged, so it is built first where anything changed. */
export default (): Promise<void> => build(allTargets, (line) => console.log(line))
