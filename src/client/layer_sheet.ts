/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * An application's rules for `button` or `p` must not reach parts that the package draws. Important declarations of a layer come
 * before all others of a page, those that are important without a layer included. They also come before animations, but not
 * before transitions.
 */

/**
 * The same rules with every declaration important, except variables.
 *
 * @param rules - without rules that hold others
 */
export function important(rules: string): string {
  return rules.replaceAll(/\{([^}]*)\}/g, (_, block: string) => {
    const declarations = block.split(';').filter(Boolean)
    return `{${declarations.map((each) => (/^\s*--/.test(each) ? each : `${each}!important`)).join(';')}}`
  })
}

/** The text of a style sheet with rules in the layer of the package. */
export function layered(rules: string): string {
  return `@layer reflex-adonis{${rules}}`
}

/**
 * Makes a function that adds rules to a document, once. A sheet that a script makes is no inline style, so a content security
 * policy needs not to allow it.
 *
 * @param rules - for the layer of the package
 */
export function layerSheet(rules: string): (document: Document) => void {
  const styled = new WeakSet<Document>()
  return (document) => {
    if (styled.has(document)) return
    styled.add(document)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(layered(rules))
    document.adoptedStyleSheets.push(sheet)
  }
}
