/** The picture of an option, drawn on a canvas: no page's policy on images is asked, and nothing moves when it comes. */

import { Component, createRef } from 'preact';
import type { Outside } from '../outside.ts';

interface Props {
  field: string;
  option: string;
  outside: Outside | undefined;
}

/** Pixels of the canvas; its place on the page has the same shape, whatever the picture has. */
const size = { width: 480, height: 360 };

export class Picture extends Component<Props, { isMissing: boolean }> {
  override state = { isMissing: false };
  private readonly canvas = createRef<HTMLCanvasElement>();

  override componentDidMount() {
    const { field, option, outside } = this.props;
    if (!outside) return;
    outside.picture(field, option).then(
      (picture) => this.paint(picture),
      () => this.setState({ isMissing: true }),
    );
  }

  /** Fills the place, cut at the sides that are too long, from the middle. */
  private paint(picture: ImageBitmap) {
    const context = this.canvas.current?.getContext('2d');
    if (!context) return;
    const scale = Math.max(size.width / picture.width, size.height / picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    context.drawImage(picture, (size.width - width) / 2, (size.height - height) / 2, width, height);
    picture.close();
  }

  // From its own state: the server draws by calling this alone.
  override render() {
    if (this.state.isMissing) return null;
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing on it can be focused, and the label says what it shows
    return <canvas ref={this.canvas} class="picture" aria-hidden="true" {...size} />;
  }
}
