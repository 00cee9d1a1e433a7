import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/**
 * Puts a built page into one HTML file: script and style inside, nothing to load, and a policy that lets exactly these two run and
 * no request leave. A page opened from disk may not load modules beside it, and a file that travels alone can not be split.
 */
export function singleFile(fileName: string): Plugin {
  return {
    name: 'single-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const page = bundle['index.html']
      if (page?.type !== 'asset') throw new Error('the build made no index.html')
      const scripts = Object.values(bundle).filter((file) => file.type === 'chunk')
      const styles = Object.values(bundle).filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
      if (scripts.length !== 1 || styles.length !== 1) throw new Error(`one script and one style are expected, not ${scripts.length} and ${styles.length}`)
      const script = inScript(scripts[0]!.code)
      const style = asText((styles[0] as { source: string | Uint8Array }).source)
      const policy = `default-src 'none'; script-src '${sourceHash(script)}'; style-src '${sourceHash(style)}'; base-uri 'none'; form-action 'none'`
      const source = asText(page.source)
        .replace(/<script[^>]*src=[^>]*><\/script>\s*/, '')
        .replace(/<link[^>]*rel="stylesheet"[^>]*>\s*/, '')
        // A function: "$&" in the code is no pattern.
        .replace('<meta charset="utf-8" />', (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`)
        .replace('</head>', (end) => `  <style>${style}</style>\n  ${end}`)
        .replace('</body>', (end) => `  <script type="module">${script}</script>\n  ${end}`)
      for (const name of Object.keys(bundle)) delete bundle[name]
      this.emitFile({ type: 'asset', fileName, source })
    },
  }
}

const asText = (source: string | Uint8Array) => (typeof source === 'string' ? source : Buffer.from(source).toString('utf8'))

/** The one sequence that would end the element. */
const inScript = (code: string) => code.replaceAll(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--')

const sourceHash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
