import { isAbsolute, resolve } from 'node:path'

/** Files that the desktop hands over (a double click, `open-file`, an argument), kept until a page asks for them. */
export interface OpenFiles<Page> {
  open(path: string | null): void
  /** The page hears of files from now on, until it is gone. */
  ready(page: Page): void
  gone(page: Page): void
}

const isBundle = (path: string) => /\.countersign$/i.test(path) && path.length <= 4_096 && !path.includes('\0')

/** The bundle that a command line names; null where it names none. A relative path is one of the folder it was typed in. */
export function findBundle(argv: readonly string[], folder: string): string | null {
  const named = argv.slice(1).findLast((argument) => !argument.startsWith('-') && isBundle(argument))
  return named === undefined ? null : resolve(folder, named)
}

export function createOpenFiles<Page>(tell: (page: Page, path: string) => void): OpenFiles<Page> {
  const waiting: string[] = []
  const pages: Page[] = []
  const flush = () => {
    const page = pages.at(-1)
    if (page !== undefined) for (const path of waiting.splice(0)) tell(page, path)
  }
  return {
    open(path) {
      if (path === null || !isAbsolute(path) || !isBundle(path)) return
      waiting.push(path)
      flush()
    },
    ready(page) {
      if (!pages.includes(page)) pages.push(page)
      flush()
    },
    gone(page) {
      const at = pages.indexOf(page)
      if (at >= 0) pages.splice(at, 1)
    },
  }
}
