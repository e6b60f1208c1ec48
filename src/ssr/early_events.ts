/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Records what a user does before the page's script is ready: clicks, submitted forms and changed
 * fields of the page. `replayEarlyEvents()` of the client lets them happen once React listens.
 *
 * Links work by themselves, and so do fields: their new value is told later. When the script
 * cannot be loaded, or does not come within ten seconds, everything happens as it would without
 * one: forms are posted over plain HTTP.
 *
 * It is part of the document, since a file of its own would come too late.
 */
export const EARLY_EVENTS_SCRIPT = minify(`
(() => {
  let timer, events = []
  const types = ['click', 'submit', 'input', 'change']
  const record = (event) => {
    const { type, target, submitter } = event
    if (!target.closest?.('#reflex')) return
    if (type == 'click' || type == 'submit') {
      const own = type == 'click' && target.closest('a[href],label,summary,select,textarea,input,button')
      if (own && !/^(submit|button|image|reset)$/.test(own.type)) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      event.stopImmediatePropagation()
      timer ||= setTimeout(giveUp, 10000)
    }
    events.push({ type, target, submitter })
  }
  const stop = () => {
    clearTimeout(timer)
    removeEventListener('error', lost, true)
    types.map((type) => removeEventListener(type, record, true))
    return events.splice(0)
  }
  const giveUp = () => {
    for (const { type, target, submitter } of stop()) {
      if (type == 'click') target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }))
      if (type == 'submit') target.requestSubmit(submitter)
    }
  }
  const lost = ({ target }) => target.type == 'module' && giveUp()
  types.map((type) => addEventListener(type, record, true))
  addEventListener('error', lost, true)
  __reflexEarlyEvents = stop
})()`)

/** Line breaks and long names are for those who read this file. */
function minify(script: string): string {
  return script
    .trim()
    .replace(/\s*\n\s*/g, '\n')
    .replace(/ ?([{}(),;:=<>|&?!]+) ?/g, '$1')
}
