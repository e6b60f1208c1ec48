/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What tells an element of a page from the others, so that it is found when React has replaced it. */
export interface Trace {
  id: string
  tag: string
  /** What kind of element it is, by what does not change. */
  looks: string
  /** Which of those that look like it, in the form that it is in or in all of the page. */
  index: number
  /** Which of the children, from the form or the page down. */
  path: number[]
  form?: Trace
}

/** Fields that a form has only as long as a server has drawn it. */
const OF_THE_SERVER = /^(\$|_csrf$)/

/** Attributes that an element keeps whatever its state is. */
const NAMES = ['type', 'name', 'role', 'aria-label', 'placeholder', 'href']

/**
 * Describes an element below a root.
 */
export function traceOf(element: Element, root: Element): Trace {
  const form = formOf(element)
  const scope = form ?? root
  const looks = looksOf(element)
  const path: number[] = []
  for (let at = element; at !== scope && at.parentElement; at = at.parentElement) {
    path.unshift([...at.parentElement.children].indexOf(at))
  }
  return {
    // A form has a field as `id` that has this name
    id: element.getAttribute('id') ?? '',
    tag: element.localName,
    looks,
    index: likes(scope, element.localName, looks).indexOf(element),
    path,
    ...(form && { form: traceOf(form, root) }),
  }
}

/**
 * The element that stands now where the described one was.
 */
export function counterpartOf(trace: Trace, root: Element): Element | undefined {
  const { id, tag, looks, index, path, form } = trace
  const named = id ? root.querySelector(`${tag}#${CSS.escape(id)}`) : undefined
  if (named) return named
  const scope = form ? counterpartOf(form, root) : root
  if (!scope) return undefined
  const candidates = likes(scope, tag, looks)
  if (candidates[index]) return candidates[index]
  if (candidates.length === 1) return candidates[0]
  const found = path.reduce<Element | undefined>((at, step) => at?.children[step], scope)
  return found?.localName === tag ? found : undefined
}

function formOf(element: Element): HTMLFormElement | undefined {
  if (element.localName === 'form') return undefined
  return (element as HTMLInputElement).form ?? element.closest('form') ?? undefined
}

function likes(scope: Element, tag: string, looks: string): Element[] {
  return [...scope.querySelectorAll(tag)].filter((each) => looksOf(each) === looks)
}

function looksOf(element: Element): string {
  const parts = NAMES.map((name) => element.getAttribute(name))
  if (element.localName === 'form') {
    const fields = [...(element as HTMLFormElement).elements] as HTMLInputElement[]
    for (const { type, name, value } of fields) {
      if (type === 'hidden' && !OF_THE_SERVER.test(name)) parts.push(`${name}=${value}`)
    }
  } else if (/^(checkbox|radio|submit|button)$/.test((element as HTMLInputElement).type)) {
    parts.push(element.getAttribute('value'), element.textContent)
  } else if (element.childElementCount === 0 && !isEntered(element)) {
    parts.push(element.textContent)
  }
  return parts.join('\n')
}

/** Whether what an element holds is what its user enters. */
function isEntered(element: Element): boolean {
  return 'value' in element || (element as HTMLElement).isContentEditable
}
