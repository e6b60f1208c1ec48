import type { CSSProperties } from 'react'

interface Drawing {
  hue: number
  paths: string
}

/** A line drawing and a colour for each category. */
const drawings: Record<string, Drawing> = {
  'coffee-tea': {
    hue: 50,
    paths:
      'M10 20h22v9a9 9 0 0 1-9 9h-4a9 9 0 0 1-9-9zM32 23h3a4.5 4.5 0 0 1 0 9h-3.5M16 9c-2 2 2 4 0 6.5M24 9c-2 2 2 4 0 6.5M8 42h27',
  },
  'cookware': {
    hue: 25,
    paths:
      'M10 21h28v11a6 6 0 0 1-6 6H16a6 6 0 0 1-6-6zM5 25h5M38 25h5M12 21c0-5 5-8 12-8s12 3 12 8M24 13v-3M21.5 10h5',
  },
  'tableware': {
    hue: 240,
    paths:
      'M24 16a9 9 0 1 0 0 18 9 9 0 1 0 0-18zM24 21a4 4 0 1 0 0 8 4 4 0 1 0 0-8zM6 10v8a3 3 0 0 0 6 0v-8M9 10v30M41 40V9c-4 2-5 9-4 17h4',
  },
  'lighting': {
    hue: 85,
    paths:
      'M24 5v9M11 30c0-9 5-16 13-16s13 7 13 16zM20 30a4 4 0 0 0 8 0M24 38v5M16 37l-2 4M32 37l2 4',
  },
  'textiles': {
    hue: 345,
    paths: 'M9 14h27a4 4 0 0 1 0 8H9zM9 22h27a4 4 0 0 1 0 8H9zM9 30h27a4 4 0 0 1 0 8H9zM14 14v24',
  },
  'stationery': {
    hue: 265,
    paths: 'M9 39l2.5-9.5L30 11l7 7-18.5 18.5zM26 15l7 7M11.5 29.5l7 7M33 8l7 7',
  },
  'garden': {
    hue: 145,
    paths:
      'M24 41V23M24 28c-9 0-13-5-13-14 9 0 13 5 13 14zM24 23c0-8 4-12 13-12 0 9-4 13-13 13M15 41h18',
  },
  'bags-travel': {
    hue: 190,
    paths: 'M9 18h30l-2 22H11zM17 18v-3a7 7 0 0 1 14 0v3M17 23v3M31 23v3',
  },
  'workshop': {
    hue: 215,
    paths: 'M8 11h17c5 0 9 2 11 7l-4 2c-2-3-4-4-7-4v3h-6v-3H8zM19 19h6v22h-6z',
  },
  'outdoors': {
    hue: 165,
    paths: 'M24 10L6 39h36zM24 21l-9 18M24 21l9 18M24 10l3-4M24 10l-3-4',
  },
}

interface Props {
  category: string
  id: number
  /** Address of its picture, where it has one. */
  picture?: string
}

/**
 * Picture of a product: its own, or the drawing of its category in colours that only it has.
 */
export function ProductArt({ category, id, picture }: Props) {
  if (picture) {
    return (
      <span className="art" aria-hidden="true">
        <img src={picture} alt="" />
      </span>
    )
  }
  const { hue, paths } = drawings[category] ?? drawings.outdoors
  const style = {
    '--hue': (hue + ((id * 17) % 44) - 22 + 360) % 360,
    '--angle': `${100 + ((id * 29) % 90)}deg`,
  } as CSSProperties
  return (
    <span className="art" style={style} aria-hidden="true">
      <svg viewBox="0 0 48 48">
        <path d={paths} />
      </svg>
    </span>
  )
}
