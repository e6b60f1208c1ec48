/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * What to say of a page whose path is another one for the server than for the browser: only a proxy does that,
 * and what the server calls the page by leads the browser elsewhere.
 *
 * @param url - of the page, as the server knows it
 * @param href - address that the browser has
 * @returns undefined where both know the same path
 */
export function cutPathAdvice(url: string, href: string): string | undefined {
  const there = pathOf(new URL(url, href))
  const here = pathOf(new URL(href))
  if (here === there) return undefined
  return (
    `A proxy changes the path of pages: "${here}" has come to the server as "${there}". ` +
    `Let it pass paths on as they are, and mount pages below a path with reflex.mount({ prefix }).`
  )
}

/** Slashes more or less lead to the same page. */
function pathOf({ pathname }: URL): string {
  return `/${pathname.split('/').filter(Boolean).join('/')}`
}
