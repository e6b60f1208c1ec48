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
  const types = ['click', 'submit', 'input', 'change']
  const events = []
  let timer
  const record = (event) => {
    const target = event.target
    if (!target.closest || !target.closest('#reflex')) return
    if (event.type === 'input' || event.type === 'change') {
      events.push({ type: event.type, target })
      return
    }
    if (event.type === 'click') {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const own = target.closest('a[href],label,summary,select,textarea,input,button')
      const isButton = own && (own.tagName === 'BUTTON' || /^(submit|button|image|reset)$/.test(own.type))
      if (own && !isButton) return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    events.push({ type: event.type, target, submitter: event.submitter })
    timer ||= setTimeout(giveUp, 10000)
  }
  const stop = () => {
    clearTimeout(timer)
    removeEventListener('error', lost, true)
    for (const type of types) removeEventListener(type, record, true)
    return events.splice(0)
  }
  const giveUp = () => {
    for (const { type, target, submitter } of stop()) {
      if (type === 'click') target.click ? target.click() : target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
      if (type === 'submit') target.requestSubmit(submitter)
    }
  }
  const lost = ({ target }) => {
    if (target && target.tagName === 'SCRIPT' && target.type === 'module') giveUp()
  }
  for (const type of types) addEventListener(type, record, true)
  addEventListener('error', lost, true)
  window.__reflexEarlyEvents = stop
})()`)

/** The line breaks and indentations are for those who read this file. */
function minify(script: string): string {
  return script.trim().replace(/\n\s*/g, '\n')
}
