import { useId } from 'react'
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

/**
 * Nothing of a text reaches the network or leaves the page: an image is its description, a link is its address to read. Headings begin
 * below those of the page.
 */
const components: Components = {
  a: ({ href, children }) => (
    <span className={classes.link}>
      {children} <span className={classes.address}>{href}</span>
    </span>
  ),
  img: ({ alt, src }) => <span className={classes.image}>[image, not loaded: {alt || String(src)}]</span>,
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
export function Markdown({ children }: { children: string }) {
  const id = useId()
  return (
    <div className={classes.markdown}>
      <ReactMarkdown remarkPlugins={[remarkGfm, dropComments]} remarkRehypeOptions={{ clobberPrefix: `${id}-` }} components={components} urlTransform={(url) => url}>
        {children}
      </ReactMarkdown>
    </div>
  )
}
