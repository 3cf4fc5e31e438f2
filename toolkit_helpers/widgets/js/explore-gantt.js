// Work over months: a bar from start to end in each row.
import { frame, rowScale, writeLabels } from "./explore-rows.js";

const THICK = 16;

export function paintGantt(sheet, chart) {
  sheet.key(chart.series, { stretches: true });
  const base = rowScale(sheet, chart, 16);
  for (const row of frame(sheet, chart, base, 16, () => THICK)) {
    for (const { one, point } of row.items) {
      const [start, end] = [base.scale(point.start ?? point.x), base.scale(point.x)];
      if (end > start) sheet.stretch(start, row.middle - THICK / 2, end - start, THICK, one.role);
      // Work that takes no time is a milestone.
      else sheet.marker(end, row.middle, one.role, { size: 11 });
    }
    writeLabels(sheet, row, base.scale);
  }
}
