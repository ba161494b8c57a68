# frozen_string_literal: true

require "test_helper"
require "pathname"

# Writes in the folder fail from the second on, and go through in part.
module FillingDisk
  class << self
    attr_accessor :folder
  end

  def write(bytes)
    if FillingDisk.folder && path.start_with?(FillingDisk.folder) && @length.positive?
      @file.write(bytes.byteslice(0, 2))
      raise Errno::ENOSPC
    end
    super
  end
end

Pixverse::PartFile.prepend(FillingDisk)

class SaveTest < Minitest::Test
  include Calls

  def setup
    @folder = Dir.mktmpdir
    super
  end

  def teardown
    super
    FileUtils.rm_rf(@folder)
  end

  def path(name = "boat.mp4")
    File.join(@folder, name)
  end

  def save_to(target, text = video_response)
    client(serve(text)).text_to_video(request, save_to: target)
  end

  def files
    Dir.children(@folder).sort
  end

  def save_failure(target, text = video_response)
    assert_raises(Pixverse::SaveFailedError) { save_to(target, text) }
  end

  # A target that fails once the video is there.
  def failing_io
    Object.new.tap do |io|
      def io.write(*)
        raise "no more"
      end
    end
  end

  def test_save_makes_parent_folders
    [path("new/folder/boat.mp4"), Pathname.new(path("other/boat.mp4"))].each do |target|
      video = save_to(target)

      assert_equal VIDEO, File.binread(target)
      assert_equal 200, video.metadata.status
      assert_equal ["boat.mp4"], Dir.children(File.dirname(target))
    end
  end

  def test_save_after_the_call
    client(serve(video_response)).text_to_video(request).save_to(path)

    assert_equal VIDEO, File.binread(path)
  end

  def test_save_over_a_file_keeps_its_permissions_and_its_link
    File.write(path, "before")
    File.chmod(0o640, path)
    File.symlink("boat.mp4", path("link"))
    save_to(path("link"))

    assert_equal VIDEO, File.binread(path)
    assert_equal [0o640, true, %w[boat.mp4 link]], [File.stat(path).mode & 0o777, File.symlink?(path("link")), files]
  end

  def test_save_to_a_target_that_cannot_be_written_sends_nothing
    File.write(path("file"), "")
    File.symlink("loop", path("loop"))
    [@folder, path("file/boat.mp4"), path("loop"), path("x" * 300)].each do |target|
      server = serve(video_response)
      error = assert_raises(Pixverse::SaveFailedError, target) { client(server).text_to_video(request, save_to: target) }

      assert_failure :not_sent, nil, error
      assert_nil error.saved_to
      assert_empty server.requests
    end
    assert_equal %w[file loop], files
  end

  def test_save_of_a_video_that_is_cut_off_leaves_the_target_as_it_was
    File.write(path, "before")
    error = assert_raises(Pixverse::ConnectionError) { save_to(path, video_response.sub("132", "133")) }

    assert_failure :billed, 200, error
    assert_equal ["before", ["boat.mp4"]], [File.read(path), files]
  end

  def test_save_of_a_refused_call_leaves_nothing
    assert_raises(Pixverse::BadRequestError) { save_to(path, LoopbackServer.response(400, "text/plain", "no")) }

    assert_empty files
  end

  def test_save_to_an_io_writes_the_whole_video_or_nothing
    io = StringIO.new
    save_to(io)
    assert_equal VIDEO, io.string

    File.open(path, "wb") { |file| save_to(file) }
    assert_equal VIDEO, File.binread(path)

    io = StringIO.new
    assert_raises(Pixverse::ConnectionError) { save_to(io, video_response.sub("132", "133")) }
    assert_empty io.string
  end

  def test_save_to_an_io_that_fails_keeps_the_bytes
    error = save_failure(failing_io)

    assert_failure :billed, 200, error
    assert_equal ["no more", VIDEO], [error.cause.message, File.binread(error.saved_to)]
    assert_includes error.message, "the video cannot be saved to the Object: no more; all its bytes are kept in #{error.saved_to}"
  ensure
    FileUtils.rm_f(error.saved_to)
  end

  def test_save_to_a_full_device_keeps_the_bytes
    skip "no /dev/full" unless File.exist?("/dev/full")
    error = save_failure("/dev/full")

    assert_equal VIDEO, File.binread(error.saved_to)
    assert File.chardev?("/dev/full")
  ensure
    FileUtils.rm_f(error.saved_to) if error
  end

  def test_save_to_a_pipe_writes_into_it
    File.mkfifo(path)
    reader = Thread.new { File.binread(path) }
    save_to(path)

    assert_equal VIDEO, reader.value
    assert_equal "fifo", File.ftype(path)
  end

  def test_save_whose_target_becomes_a_folder_keeps_the_bytes_beside_it
    target = path
    server = serve do |socket, _|
      Dir.mkdir(target)
      socket << video_response
    end
    error = assert_raises(Pixverse::SaveFailedError) { client(server).text_to_video(request, save_to: target) }

    assert_equal VIDEO, File.binread(error.saved_to)
    assert_equal ["boat.mp4", File.basename(error.saved_to)], files
  end

  def test_save_whose_folder_cannot_be_made_after_the_call_keeps_the_bytes
    File.write(path("file"), "")
    error = assert_raises(Pixverse::SaveFailedError) { client(serve(video_response)).text_to_video(request).save_to(path("file/boat.mp4")) }

    assert_equal VIDEO, File.binread(error.saved_to)
  ensure
    FileUtils.rm_f(error.saved_to)
  end

  def test_save_to_a_disk_that_fills_up_goes_on_in_the_temporary_folder
    server = serve do |socket, _|
      head, body = video_response.split("\r\n\r\n", 2)
      [head, "\r\n\r\n", *body.scan(/.{1,40}/mn)].each { |part| socket << part and sleep 0.05 }
    end
    FillingDisk.folder = @folder
    error = assert_raises(Pixverse::SaveFailedError) { client(server).text_to_video(request, save_to: path) }

    assert_equal [VIDEO, Errno::ENOSPC], [File.binread(error.saved_to), error.cause.class]
    assert_empty files
  ensure
    FillingDisk.folder = nil
    FileUtils.rm_f(error.saved_to) if error
  end

  def test_save_deletes_what_a_killed_process_left_but_no_file_in_use
    name = ".pixverse-#{Digest::SHA256.hexdigest("boat.mp4")[0, 16]}-"
    File.write(path("#{name}abandoned.part"), "")
    File.open(path("#{name}locked.part"), "w") do |file|
      file.flock(File::LOCK_EX)
      save_to(path)
      assert_equal ["#{name}locked.part", "boat.mp4"], files
    end
  end

  def test_interrupted_save_leaves_nothing
    server = serve do |socket, _|
      socket << "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 20\r\n\r\n12345678"
      socket.read
    end
    thread = Thread.new { client(server).text_to_video(request, save_to: path) }
    wait_until { files.any? { |name| File.size?(path(name)) } }
    thread.kill.join

    assert_empty files
  end

  def resident_bytes
    File.read("/proc/self/status")[/VmRSS:\s+(\d+)/, 1].to_i << 10
  end

  def test_save_of_200_mb_stays_below_64_mb_of_memory
    skip "no /proc" unless File.exist?("/proc/self/status")
    piece = "x" * (1 << 20)
    server = serve do |socket, _|
      socket << "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: #{200 << 20}\r\n\r\n"
      200.times { socket << piece }
    end
    before = resident_bytes
    peak = before
    watch = Thread.new { loop { peak = [peak, resident_bytes].max and sleep 0.02 } }
    client(server).text_to_video(request, save_to: path)
    watch.kill

    assert_equal 200 << 20, File.size(path)
    assert_operator peak - before, :<, 64 << 20
  end
end
