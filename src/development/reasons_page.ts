/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Header of an answer that says why a page is missing: which reasons those are. */
export const REASONS_HEADER = 'x-reflex-reasons'

const STYLE = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
  body { max-width: 52rem; margin: 3rem auto; padding: 0 1.5rem }
  h1 { font-size: 1.4rem }
  pre { padding: 1rem; overflow: auto; white-space: pre-wrap; border: 1px solid #8886; border-left: 3px solid #d33; border-radius: 4px }
`

/**
 * Looks whether the page is there, and loads it then. An address without reasons and without a page
 * is one whose server is about to start again, for a while.
 */
const WATCH = `
  const { mark } = document.currentScript.dataset
  let without = 0
  async function look() {
    try {
      const { type, status, headers } = await fetch(location.href, {
        method: 'HEAD', redirect: 'manual', headers: { accept: 'text/html' },
      })
      const other = headers.get('${REASONS_HEADER}')
      const isGone = type !== 'opaqueredirect' && status === 404 && other === null
      without = isGone ? without + 1 : 0
      if (isGone ? without > 9 : other !== mark) return location.reload()
    } catch {}
    setTimeout(look, 700)
  }
  setTimeout(look, 700)
`

/**
 * The document that says why a page is missing.
 *
 * @param path - that was asked for
 * @param mark - tells these reasons from others
 */
export function reasonsPage(path: string, reasons: readonly string[], mark: string): string {
  const list = reasons.map((reason) => `<pre>${escapeHtml(reason)}</pre>`).join('\n')
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>No page at ${escapeHtml(path)}</title>
<style>${STYLE}</style>
</head>
<body id="reflex-reasons">
<h1>There is no page at ${escapeHtml(path)}</h1>
<p>This may be why. The page shows as soon as it is mended.</p>
${list}
<script data-mark="${mark}">${WATCH}</script>
</body>
</html>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
