/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The texts of a `ChoiceSelect`. */
export interface ChoiceLabels {
  /** Nothing is chosen. */
  none: string
  search: string
  /** On the button that sends a search where there are no scripts. */
  submit: string
  /** Nothing matches. */
  noMatch: string
  loading: string
  more: string
  count: (count: number, hasMore: boolean) => string
  clear: (label: string) => string
  remove: (choice: string) => string
}

/** What it says where nobody says otherwise. */
export const ENGLISH_CHOICES: ChoiceLabels = {
  none: 'None',
  search: 'Search',
  submit: 'Search',
  noMatch: 'Nothing matches.',
  loading: 'Loading…',
  more: 'Show more',
  count: (count, hasMore) => `${count}${hasMore ? ' or more' : ''} to choose from`,
  clear: (label) => `Clear ${label}`,
  remove: (choice) => `Remove ${choice}`,
}
