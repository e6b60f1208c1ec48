/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Records what a user does before the page's script is ready: clicks, submitted forms, changed
 * fields and Enter in a field of the page. `EarlyEvents` of the client lets it happen once React
 * listens.
 *
 * Links work by themselves, and so do fields: their new value is told later. Nobody else hears of
 * what is recorded: React listens before it is ready, and would hear of it twice. When a script
 * from where those of the page come cannot be loaded, or the page's does not come within ten seconds,
 * everything happens as it would without one: forms are posted over plain HTTP. Scripts from elsewhere are
 * often blocked, as those that count visitors, and no page needs that of the devtools.
 *
 * It is part of the document, since a file of its own would come too late.
 */
export const EARLY_EVENTS_SCRIPT = minify(`
(() => {
  let timer
  const events = []
  const types = ['click', 'submit', 'input', 'change', 'keydown']
  const record = (event) => {
    const { type, target, submitter } = event
    const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (!target.closest?.('#reflex')) return
    if (type == 'keydown') {
      if (event.key != 'Enter' || event.isComposing || event.repeat || isModified) return
      if (!target.isContentEditable && !/^(input|textarea)$/.test(target.localName)) return
    }
    if (type == 'click' || type == 'submit') {
      const own = type == 'click' && target.closest('a[href],label,summary,select,textarea,input,button')
      if (own && !/^(submit|button|image|reset)$/.test(own.type)) {
        if (/^(checkbox|radio)$/.test(target.type)) event.stopImmediatePropagation()
        return
      }
      if (isModified) return
      event.preventDefault()
      timer ||= setTimeout(giveUp, 10000)
    }
    event.stopImmediatePropagation()
    const noted = { type, target, submitter }
    events.push(noted)
    early.note?.(noted)
  }
  const stop = () => {
    clearTimeout(timer)
    removeEventListener('error', lost, true)
    types.map((type) => removeEventListener(type, record, true))
  }
  const giveUp = () => {
    stop()
    for (const { type, target, submitter } of events.splice(0)) {
      if (type == 'click') target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }))
      if (type == 'submit') target.requestSubmit(submitter)
    }
  }
  const lost = ({ target }) => {
    if (target.type != 'module' || target.dataset.reflexTab) return
    const originOf = ({ href }) => new URL(href).origin
    const own = [location, ...document.querySelectorAll('link[rel=modulepreload]')].map(originOf)
    if (!target.src || own.includes(originOf({ href: target.src }))) giveUp()
  }
  const early = __reflexEarlyEvents = { events, stop }
  types.map((type) => addEventListener(type, record, true))
  addEventListener('error', lost, true)
})()`)

/** Line breaks and long names are for those who read this file. */
function minify(script: string): string {
  return script
    .trim()
    .replace(/\s*\n\s*/g, '\n')
    .replace(/ ?([{}(),;:=<>|&?!]+) ?/g, '$1')
}
