import { createSealing } from '../../electron/platform/sealed.ts'

/** For the machine of a test: it opens what was sealed with it and nothing else. What the program itself makes is held against its own cost in keys.test.ts. */
export const quickSealing = createSealing(1024)
