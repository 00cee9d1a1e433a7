import { createContext, memo, useContext, useId, useMemo, type ReactNode } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import classes from './documents.module.css'

interface Node {
  type: string
  value?: string
  children?: Node[]
}

/** Comments are for whoever edits the file. Other HTML stays, and is shown as the text that it is. */
function dropComments() {
  const clean = (node: Node) => {
    if (node.children === undefined) return
    node.children = node.children.filter(({ type, value }) => type !== 'html' || !/^\s*<!--[\s\S]*?-->\s*$/.test(value ?? ''))
    for (const child of node.children) clean(child)
  }
  return (tree: Node) => clean(tree)
}

/** What stands beside a text: the pictures and files that it may name. */
export interface MarkdownFiles {
  /** Null where nothing of that name is there: then it is an address like any other. */
  picture(name: string, words: string): ReactNode | null
  link(name: string, words: ReactNode): ReactNode | null
}

const FilesContext = createContext<MarkdownFiles | null>(null)
export const MarkdownFilesProvider = FilesContext.Provider

/** The name in `my%20picture.png`; an address that is no such name stays as it is. */
function toName(address: string | undefined): string {
  try {
    return decodeURIComponent(address ?? '')
  } catch {
    return address ?? ''
  }
}

const toComponents = (files: MarkdownFiles | null): Components => ({
  ...components,
  a: ({ href, children }) =>
    files?.link(toName(href), children) ?? (
      <span className={classes.link}>
        {children} <span className={classes.address}>{href}</span>
      </span>
    ),
  img: ({ alt, src }) => files?.picture(toName(src), alt ?? '') ?? <span className={classes.image}>[picture, not loaded: {alt && `${alt}, `}<span className={classes.address}>{src}</span>]</span>,
})

/**
 * Nothing of a text reaches the network or leaves the page: a picture is shown where it is attached and is its address otherwise, a link is its address to read. Headings begin
 * below those of the page.
 */
const components: Components = {
  input: ({ checked }) => <span>{checked ? '☑' : '☐'}</span>,
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  // A wide table or long line scrolls by itself, and by the keyboard.
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus.
  table: ({ children }) => <section className={classes.scroll} tabIndex={0} aria-label="Table of the text"><table>{children}</table></section>,
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus.
  pre: ({ children }) => <section className={classes.scroll} tabIndex={0} aria-label="Code of the text"><pre>{children}</pre></section>,
}

/** A text that people wrote, as React elements: no HTML of it is ever parsed. */
export const Markdown = memo(function Markdown({ children }: { children: string }) {
  const id = useId()
  const files = useContext(FilesContext)
  const shown = useMemo(() => toComponents(files), [files])
  return (
    <div className={classes.markdown}>
      <ReactMarkdown remarkPlugins={[remarkGfm, dropComments]} remarkRehypeOptions={{ clobberPrefix: `${id}-` }} components={shown} urlTransform={(url) => url}>
        {children}
      </ReactMarkdown>
    </div>
  )
})
