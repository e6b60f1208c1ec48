/**
 * @param value - tenths of a star
 */
export function Rating({ value }: { value: number }) {
  const stars = (value / 10).toFixed(1)
  return (
    <span className="rating">
      <span aria-hidden="true">★</span> {stars}
      <span className="visually-hidden"> of 5 stars</span>
    </span>
  )
}
