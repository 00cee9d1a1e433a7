import type { Programs } from '../../../electron/platform/programs.ts'

export interface Held {
  readonly programs: Programs
  hold(): void
  release(): void
}

/** Programs whose answers can be held back, so that a test can look at work under way for as long as it needs. */
export function holdPrograms(programs: Programs): Held {
  let held = false
  const waiting: (() => void)[] = []
  const deliver = (act: () => void) => void (held ? waiting.push(act) : act())
  return {
    programs: {
      start(name) {
        const program = programs.start(name)
        return { ...program, onMessage: (listener) => program.onMessage((message) => deliver(() => listener(message))) }
      },
    },
    hold: () => void (held = true),
    release() {
      held = false
      for (const act of waiting.splice(0)) act()
    },
  }
}
