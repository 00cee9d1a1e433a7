import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Where files start whole programs: each takes many seconds however short it is, and the last one must not be alone with half the computer. */
const folders = ['test/examples/', 'test/faults/', 'test/cli/', 'test/core/', 'test/domain/reports/', 'test/domain/interop/']

export class ProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = folders.findIndex((folder) => moduleId.includes(`/${folder}`))
      return at < 0 ? folders.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
